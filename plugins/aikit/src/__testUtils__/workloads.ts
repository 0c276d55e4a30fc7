import {
  ClusterStatus,
  GroupState,
  GroupStatus,
  PodState,
  PodStatus,
  WorkloadsResponse,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { Entity } from '@backstage/catalog-model';

const GPU = 'nvidia.com/gpu';

/** An entity that the card is for, owned by `group:default/team-search`. */
export function entity(name = 'search-llm'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'backstage.io/kubernetes-id': name },
    },
    spec: { type: 'service', owner: 'team-search', lifecycle: 'production' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team-search' }],
  };
}

/** A ready worker with two GPUs, on a node. */
export function pod(overrides: Partial<PodStatus> = {}): PodStatus {
  const state = overrides.state ?? 'ready';
  const placed = state !== 'pending' && state !== 'missing';
  return {
    name: 'search-llm-0-1',
    role: 'worker',
    state,
    ready: state === 'ready',
    ...(placed && { node: 'gpu-node-1' }),
    accelerators: { [GPU]: 2 },
    restarts: 0,
    since: new Date(Date.now() - 180_000).toISOString(),
    ...overrides,
  };
}

/** A group: a leader and workers in the given states. */
export function group(
  index: number,
  options: {
    state?: GroupState;
    message?: string;
    workers?: PodState[];
    leader?: PodState;
    name?: string;
  } = {},
): GroupStatus {
  const { state = 'ready', message = 'ready', name = 'search-llm' } = options;
  const { workers = ['ready', 'ready', 'ready', 'ready'] } = options;
  return {
    index,
    state,
    message,
    leader: pod({
      name: `${name}-${index}`,
      role: 'leader',
      state: options.leader ?? 'ready',
    }),
    workers: workers.map((workerState, worker) =>
      pod({ name: `${name}-${index}-${worker + 1}`, state: workerState }),
    ),
  };
}

/** A healthy workload of the groups given, or of two, with two GPUs a pod. */
export function workload(
  overrides: Partial<Omit<WorkloadStatus, 'groups'>> & {
    groups?: GroupStatus[];
  } = {},
): WorkloadStatus {
  const { groups = [group(0), group(1)], ...rest } = overrides;
  const pods = groups.flatMap(({ leader, workers }) => [leader, ...workers]);
  const pending = pods.filter(({ state }) => state === 'pending');
  return {
    cluster: 'us-east',
    namespace: 'team-search',
    name: 'search-llm',
    kind: 'LeaderWorkerSet',
    mode: 'distributed',
    createdAt: '2026-01-01T10:00:00Z',
    generation: 1,
    health: {
      state: 'healthy',
      reason: 'AllGroupsReady',
      message: 'Every group is ready.',
    },
    groups: {
      desired: groups.length,
      ready: groups.filter(({ state }) => state === 'ready').length,
      items: groups,
    },
    pods: {
      desired: pods.length,
      ready: pods.filter(({ ready }) => ready).length,
    },
    accelerators: [
      {
        resource: GPU,
        requested: pods.length * 2,
        allocated: (pods.length - pending.length) * 2,
        pending: pending.length * 2,
        models: ['NVIDIA-A10G'],
      },
    ],
    findings: [],
    ...rest,
  };
}

/** The second of two groups has two workers that no node has room for. */
export function degradedWorkload(): WorkloadStatus {
  return workload({
    groups: [
      group(0),
      group(1, {
        state: 'pending',
        message: 'waiting for GPUs',
        workers: ['ready', 'ready', 'pending', 'pending'],
      }),
    ],
    health: {
      state: 'degraded',
      reason: 'InsufficientAccelerators',
      message: 'Group 1 waits for GPUs.',
    },
    findings: [
      {
        code: 'insufficient-accelerators',
        severity: 'warning',
        subject: 'group 1',
        message:
          '2 workers cannot be placed: each needs 2 GPUs; us-east has 3 free, at most 1 on one node.',
        remedy:
          'Free GPUs, lower GPUs per worker to 1, or choose eu-west (16 free).',
      },
    ],
  });
}

/** A live cluster. */
export function cluster(overrides: Partial<ClusterStatus> = {}): ClusterStatus {
  return {
    name: 'us-east',
    state: 'live',
    lastSeen: new Date().toISOString(),
    ...overrides,
  };
}

/** Answer of the backend: the workloads given, on one live cluster. */
export function response(
  items: WorkloadStatus[],
  overrides: Partial<WorkloadsResponse> = {},
): WorkloadsResponse {
  return {
    version: '1',
    observedAt: new Date().toISOString(),
    clusters: [cluster()],
    items,
    ...overrides,
  };
}
