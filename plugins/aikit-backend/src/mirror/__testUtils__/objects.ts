import {
  KubernetesObject,
  KubernetesWatchEvent,
} from '@aikit-backstage/plugin-aikit-node';

type Owner = { kind: string; name: string; uid: string };

/** A raw object as the API server gives it; its uid is its name. */
export function raw(
  name: string,
  fields: Record<string, unknown> = {},
  metadata: Partial<KubernetesObject['metadata']> & { owner?: Owner } = {},
): KubernetesObject {
  const { owner, ...rest } = metadata;
  return {
    metadata: {
      name,
      namespace: 'ml',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...rest,
      ...(owner && {
        ownerReferences: [{ apiVersion: 'v1', controller: true, ...owner }],
      }),
    },
    ...fields,
  };
}

const gpuContainers = (gpus: number) => [
  {
    name: 'server',
    image: 'ghcr.io/kaito-project/aikit/llama3.1:8b',
    ...(gpus > 0 && { resources: { limits: { 'nvidia.com/gpu': `${gpus}` } } }),
  },
];

export function rawLeaderWorkerSet(name = 'chat'): KubernetesObject {
  return raw(name, {
    spec: {
      replicas: 1,
      leaderWorkerTemplate: {
        size: 2,
        workerTemplate: { spec: { containers: gpuContainers(2) } },
      },
    },
  });
}

export function rawDeployment(name = 'web'): KubernetesObject {
  return raw(name, {
    spec: { template: { spec: { containers: gpuContainers(1) } } },
  });
}

const label = (name: string) => ({
  'leaderworkerset.sigs.k8s.io/name': name,
});

/** The StatefulSet of the leaders, or that of one leader's workers. */
export function rawStatefulSet(
  name: string,
  owner: Owner,
  lws = 'chat',
): KubernetesObject {
  return raw(name, {}, { owner, labels: label(lws), uid: `sts-${name}` });
}

export function rawReplicaSet(name: string, deployment: string) {
  return raw(
    name,
    {},
    { owner: { kind: 'Deployment', name: deployment, uid: deployment } },
  );
}

export function rawPod(
  name: string,
  options: {
    owner?: Owner;
    lws?: string;
    node?: string;
    gpus?: number;
    phase?: string;
    resourceVersion?: string;
    creationTimestamp?: string;
  } = {},
): KubernetesObject {
  const { owner, lws, node, gpus = 0, phase, ...metadata } = options;
  return raw(
    name,
    {
      spec: {
        containers: gpuContainers(gpus),
        ...(node && { nodeName: node }),
      },
      status: { phase: phase ?? (node ? 'Running' : 'Pending') },
    },
    { owner, labels: lws ? label(lws) : {}, ...metadata },
  );
}

export function rawNode(name: string, gpus: number): KubernetesObject {
  return raw(
    name,
    {
      status: {
        conditions: [{ type: 'Ready', status: 'True' }],
        allocatable: { cpu: '64', 'nvidia.com/gpu': `${gpus}` },
      },
    },
    { namespace: undefined },
  );
}

export function rawEvent(
  name: string,
  regarding: { kind: string; uid: string },
  seconds = 0,
): KubernetesObject {
  const time = new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
  return raw(name, {
    involvedObject: { namespace: 'ml', name: regarding.uid, ...regarding },
    reason: 'Created',
    message: name,
    lastTimestamp: time,
  });
}

export const added = (object: KubernetesObject): KubernetesWatchEvent => ({
  type: 'ADDED',
  object,
});
export const modified = (object: KubernetesObject): KubernetesWatchEvent => ({
  type: 'MODIFIED',
  object,
});
export const deleted = (object: KubernetesObject): KubernetesWatchEvent => ({
  type: 'DELETED',
  object,
});

/** Leader StatefulSet, leader pod, worker StatefulSet and worker pod. */
export function rawGroup(lws = 'chat') {
  const leaderSet = rawStatefulSet(
    lws,
    { kind: 'LeaderWorkerSet', name: lws, uid: lws },
    lws,
  );
  const leader = rawPod(`${lws}-0`, {
    lws,
    gpus: 2,
    owner: { kind: 'StatefulSet', name: lws, uid: `sts-${lws}` },
  });
  const workerSet = rawStatefulSet(
    `${lws}-0`,
    { kind: 'Pod', name: `${lws}-0`, uid: `${lws}-0` },
    lws,
  );
  const worker = rawPod(`${lws}-0-1`, {
    lws,
    gpus: 2,
    owner: { kind: 'StatefulSet', name: `${lws}-0`, uid: `sts-${lws}-0` },
  });
  return { leaderSet, leader, workerSet, worker };
}
