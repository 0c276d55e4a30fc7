import { Container, Manifest, PodSpec } from './objects';

/** A container's name is `main`, its image never runs. */
export function container(options: Partial<Container> = {}): Container {
  return { name: 'main', image: 'example.com/model:1', ...options };
}

/** A container that asks for GPUs the way users do it: by limits alone. */
export function gpuContainer(gpus: number): Container {
  return container({
    resources: { limits: { 'nvidia.com/gpu': String(gpus) } },
  });
}

/** Keeps a pod from being scheduled. */
export const GATED = { schedulingGates: [{ name: 'example.com/hold' }] };

export function configMap(
  namespace: string,
  name: string,
  options: {
    data?: Record<string, string>;
    labels?: Record<string, string>;
  } = {},
): Manifest {
  const { data, labels } = options;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, ...(labels && { labels }) },
    ...(data && { data }),
  };
}

export function pod(
  namespace: string,
  name: string,
  spec: Partial<PodSpec> & Record<string, unknown> = {},
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: { containers: [container()], ...spec },
  };
}

type Spec = Record<string, unknown>;

/** The spec of what has replicas of one template, labelled `app: <name>`. */
function replicated(name: string, podSpec: Partial<PodSpec>): Spec {
  return {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [container()], ...podSpec },
    },
  };
}

export function deployment(
  namespace: string,
  name: string,
  spec: Spec & { replicas?: number } = {},
  podSpec: Partial<PodSpec> = {},
): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { ...replicated(name, podSpec), ...spec },
  };
}

export function replicaSet(
  namespace: string,
  name: string,
  spec: Spec = {},
): Manifest {
  return {
    ...deployment(namespace, name, spec),
    kind: 'ReplicaSet',
  };
}

export function statefulSet(
  namespace: string,
  name: string,
  spec: Spec = {},
  podSpec: Partial<PodSpec> = {},
): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace },
    spec: { serviceName: name, ...replicated(name, podSpec), ...spec },
  };
}

/** How a {@link leaderWorkerSet} differs from one group of one pod. */
export interface LeaderWorkerSetOptions {
  size?: number;
  replicas?: number;
  /** Of the leader, when it has a template of its own. */
  leader?: Partial<PodSpec>;
  worker?: Partial<PodSpec>;
  annotations?: Record<string, string>;
  /** Further fields of `leaderWorkerTemplate`. */
  template?: Spec;
  /** Further fields of `spec`. */
  spec?: Spec;
}

export function leaderWorkerSet(
  namespace: string,
  name: string,
  options: LeaderWorkerSetOptions = {},
): Manifest {
  const { size, replicas, leader, worker, annotations, template, spec } =
    options;
  const podTemplate = (role: string, podSpec: Partial<PodSpec> = {}) => ({
    metadata: { labels: { role } },
    spec: { containers: [container()], ...podSpec },
  });
  return {
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind: 'LeaderWorkerSet',
    metadata: { name, namespace, ...(annotations && { annotations }) },
    spec: {
      ...(replicas !== undefined && { replicas }),
      ...spec,
      leaderWorkerTemplate: {
        ...(size !== undefined && { size }),
        ...(leader && { leaderTemplate: podTemplate('leader', leader) }),
        workerTemplate: podTemplate('worker', worker),
        ...template,
      },
    },
  };
}
