import { isMap, ValuesMap } from '../values/merge';

/** What the size inputs of a preset say; see `sizeInputs`, `groupInputs`. */
export interface SizeInputs {
  mode: string;
  groups: number;
  accelerator: string;
  gpusPerPod: number;
  memory?: string;
  cpu?: string;
  ephemeralStorage?: string;
  podsPerGroup?: number;
  leaderGpus?: number;
  leaderMemory?: string;
  leaderCpu?: string;
}

interface PlacementInputs {
  accelerator: string;
  gpusPerPod: number;
  leaderGpus?: number;
  instanceType?: string;
  nodeSelector?: Record<string, string>;
  tolerateTaint: boolean;
}

/** Whether these inputs make a LeaderWorkerSet. */
export function isGrouped({ mode }: { mode: string }): boolean {
  return mode === 'distributed';
}

/** Pods that serve one request together. */
function podsOf(inputs: { mode: string; podsPerGroup?: number }) {
  return isGrouped(inputs) ? inputs.podsPerGroup ?? 1 : 1;
}

/** Accelerators of one group, or in standard mode of one pod. */
export function gpusOf(inputs: SizeInputs): number {
  const workers = podsOf(inputs) - 1;
  const leader = isGrouped(inputs)
    ? inputs.leaderGpus ?? inputs.gpusPerPod
    : inputs.gpusPerPod;
  return leader + workers * inputs.gpusPerPod;
}

/** An image as the chart's values have it. */
export function imageValues(image: string): ValuesMap {
  const [reference, digest] = image.split('@');
  const colon = reference.lastIndexOf(':');
  return {
    repository: reference.slice(0, colon),
    tag: reference.slice(colon + 1) + (digest ? `@${digest}` : ''),
  };
}

/** The entries that say something; undefined when none does. */
function section(entries: Record<string, string | number | undefined>) {
  const given = Object.entries(entries).filter(([, value]) => value);
  return given.length > 0
    ? Object.fromEntries(given.map(([key, value]) => [key, String(value)]))
    : null;
}

/**
 * Resources of one pod. A limit without a request is the request as well, so
 * memory and devices have limits only; local disk has both, and CPU has a
 * request only, because a limit throttles.
 */
function resources(
  { accelerator, ephemeralStorage }: SizeInputs,
  own: { gpus: number; memory?: string; cpu?: string },
): ValuesMap | null {
  const limits = section({
    [accelerator]: own.gpus,
    memory: own.memory,
    'ephemeral-storage': ephemeralStorage,
  });
  const requests = section({
    cpu: own.cpu,
    'ephemeral-storage': ephemeralStorage,
  });
  return limits || requests ? { limits, requests } : null;
}

/** Says null for each key of a default that must not shine through. */
function replacing(
  made: ValuesMap | null,
  byDefault: ValuesMap,
): ValuesMap | null {
  return (
    made &&
    Object.fromEntries(
      Object.entries(made).map(([key, value]) => {
        const old = byDefault[key];
        const removed = isMap(old)
          ? Object.keys(old).map((name): [string, unknown] => [name, null])
          : [];
        return [
          key,
          isMap(value) ? { ...Object.fromEntries(removed), ...value } : value,
        ];
      }),
    )
  );
}

/** Keys of the chart's default resources. */
const CHART_RESOURCES = {
  limits: { memory: null },
  requests: { cpu: null, memory: null },
};

/** What differs between the pods of a preset. */
interface Roles {
  /** Standard mode: keys of the top level. */
  server?: ValuesMap;
  /** Distributed mode: keys of the leader. */
  leader?: ValuesMap;
  /** Distributed mode: keys of the workers. */
  worker?: ValuesMap;
  /** Distributed mode: keys of the LeaderWorkerSet itself. */
  set?: ValuesMap;
}

/**
 * Replicas, pods and resources of a workload, with what each role has beside
 * them.
 */
export function workloadValues(
  inputs: SizeInputs,
  { server, leader, worker, set }: Roles,
): ValuesMap {
  const { groups, gpusPerPod: gpus, memory, cpu } = inputs;
  const ofPod = resources(inputs, { gpus, memory, cpu });
  if (!isGrouped(inputs)) {
    return {
      replicaCount: groups,
      resources: replacing(ofPod, CHART_RESOURCES),
      ...server,
    };
  }
  const ofLeader = resources(inputs, {
    gpus: inputs.leaderGpus ?? gpus,
    memory: inputs.leaderMemory ?? memory,
    cpu: inputs.leaderCpu ?? cpu,
  });
  return {
    resources: null,
    leaderWorkerSet: {
      enabled: true,
      replicas: groups,
      leaderWorkerTemplate: { size: podsOf(inputs) },
      ...set,
      leader: { resources: ofLeader ?? {}, ...leader },
      worker: { resources: ofPod ?? {}, ...worker },
    },
  };
}

/**
 * Keys of the taints that keep others off the nodes of an accelerator: by
 * custom its name. Nodes whose NVIDIA GPUs are offered in slices or shares
 * have the taint of whole ones.
 */
function taintsOf(accelerator: string): string[] {
  return accelerator.startsWith('nvidia.com/')
    ? [...new Set([accelerator, 'nvidia.com/gpu'])]
    : [accelerator];
}

/** Which nodes: what the preset's placement inputs ask for. */
export function placementValues(inputs: PlacementInputs): ValuesMap {
  const { accelerator, gpusPerPod, leaderGpus, instanceType } = inputs;
  const nodeSelector = {
    ...inputs.nodeSelector,
    ...(instanceType && { 'node.kubernetes.io/instance-type': instanceType }),
  };
  const tainted = inputs.tolerateTaint && (gpusPerPod > 0 || leaderGpus);
  return {
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(tainted && {
      tolerations: taintsOf(accelerator).map(key => ({
        key,
        operator: 'Exists',
        effect: 'NoSchedule',
      })),
    }),
  };
}

/** `/dev/shm` in memory: the runtime's own of 64 MiB is too small for tensors. */
function sharedMemoryValues(sizeLimit?: string): ValuesMap {
  return {
    volumes: [
      {
        name: 'dshm',
        emptyDir: { medium: 'Memory', ...(sizeLimit && { sizeLimit }) },
      },
    ],
    volumeMounts: [{ name: 'dshm', mountPath: '/dev/shm' }],
  };
}

/**
 * What an image needs that was not made for AIKit's chart: these run as root
 * and write where they like, and they do not answer at `/`.
 */
export const FOREIGN_IMAGE: ValuesMap = {
  podSecurityContext: null,
  securityContext: null,
  enableRuntimeDefaultSeccompProfile: false,
  livenessProbe: null,
};

/**
 * Values of an engine of the model hub, in an image that was not made for
 * AIKit's chart.
 *
 * @param image - with its tag
 * @param port - that clients use
 */
export function engineValues(
  inputs: SizeInputs &
    PlacementInputs & {
      hubSecret?: { name: string; key: string };
      sharedMemory?: string;
    },
  image: string,
  port: number,
  roles: Roles,
): ValuesMap {
  return {
    image: { ...imageValues(image), pullPolicy: null },
    ...FOREIGN_IMAGE,
    service: { port },
    env: hubEnv(inputs.hubSecret),
    ...sharedMemoryValues(inputs.sharedMemory),
    ...placementValues(inputs),
    ...workloadValues(inputs, roles),
  };
}

/** Variables with the token of the model hub. */
export function hubEnv(secret: { name: string; key: string } | undefined) {
  return secret
    ? [{ name: 'HF_TOKEN', valueFrom: { secretKeyRef: { ...secret } } }]
    : [];
}

/** A variable that Kubernetes fills in from the pod. */
export function fieldEnv(name: string, fieldPath: string) {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

/** Values of a readiness probe for an API that listens once it has a model. */
export function listening(port: number) {
  return { tcpSocket: { port }, initialDelaySeconds: 15, periodSeconds: 10 };
}

/** Values of a readiness probe that asks the engine whether it is healthy. */
export function healthy(path: string) {
  return { httpGet: { path, port: 'http' }, periodSeconds: 10 };
}
