/**
 * Builders of what the AIKit backend answers, for tests. Each gives something
 * that could be true; a test states only what it is about.
 *
 * @packageDocumentation
 */
import { Entity } from '@backstage/catalog-model';
import {
  ClusterStatus,
  Finding,
  GroupState,
  GroupStatus,
  PodState,
  PodStatus,
  WorkloadResponse,
  WorkloadsResponse,
  WorkloadStatus,
} from '../api';

export { acceptSuggestion } from './acceptSuggestion';

const GPU = 'nvidia.com/gpu';

/** The entity that `workload()` belongs to, of `group:default/team-search`. */
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

/** A ready worker with two GPUs on a node; one with a reason is pending. */
export function pod(overrides: Partial<PodStatus> = {}): PodStatus {
  const { state = overrides.reason ? 'pending' : 'ready' } = overrides;
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

type PodLike = PodState | Partial<PodStatus>;

/**
 * A group of a ready leader and four ready workers, or of the pods given: each
 * by its state, or by what is special about it. Its own state follows from
 * theirs.
 */
export function group(
  index: number,
  options: {
    state?: GroupState;
    message?: string;
    leader?: PodLike;
    workers?: PodLike[];
    /** Name of the workload, with which its pods' names start. */
    name?: string;
  } = {},
): GroupStatus {
  const { leader = {}, workers = [{}, {}, {}, {}] } = options;
  const { name = 'search-llm' } = options;
  const [first, ...others] = [leader, ...workers].map((given, place) =>
    pod({
      name: place === 0 ? `${name}-${index}` : `${name}-${index}-${place}`,
      role: place === 0 ? 'leader' : 'worker',
      ...(typeof given === 'string' ? { state: given } : given),
    }),
  );
  const ready = [first, ...others].every(each => each.ready);
  return {
    index,
    state: options.state ?? (ready ? 'ready' : 'progressing'),
    message: options.message ?? (ready ? 'ready' : 'starting'),
    leader: first,
    workers: others,
  };
}

/**
 * The workload `search-llm` of the entity above, of two ready groups or of
 * those given. Health, counts and accelerators follow from the groups.
 */
export function workload(
  overrides: Partial<Omit<WorkloadStatus, 'groups'>> & {
    groups?: GroupStatus[];
  } = {},
): WorkloadStatus {
  const { groups = [group(0), group(1)], ...rest } = overrides;
  const pods = groups.flatMap(({ leader, workers }) => [leader, ...workers]);
  const readyGroups = groups.filter(({ state }) => state === 'ready').length;
  const healthy = readyGroups === groups.length;
  const devices = (some: PodStatus[]) =>
    some.reduce((sum, { accelerators }) => sum + (accelerators[GPU] ?? 0), 0);
  return {
    cluster: 'us-east',
    namespace: 'team-search',
    name: 'search-llm',
    kind: 'LeaderWorkerSet',
    mode: 'distributed',
    createdAt: '2026-01-01T10:00:00Z',
    generation: 3,
    image: 'ghcr.io/kaito-project/aikit/llama3.1:8b',
    catalog: {
      entityRef: 'component:default/search-llm',
      owner: 'group:default/team-search',
    },
    health: healthy
      ? {
          state: 'healthy',
          reason: 'AllGroupsReady',
          message: 'Every group is ready.',
        }
      : {
          state: 'progressing',
          reason: 'GroupsStarting',
          message: 'Groups are starting',
        },
    groups: { desired: groups.length, ready: readyGroups, items: groups },
    pods: {
      desired: pods.length,
      ready: pods.filter(({ ready }) => ready).length,
    },
    accelerators: [
      {
        resource: GPU,
        requested: devices(pods),
        allocated: devices(pods.filter(({ node }) => node)),
        pending: devices(pods.filter(({ state }) => state === 'pending')),
        models: ['NVIDIA-A10G'],
      },
    ],
    findings: [],
    ...rest,
  };
}

/** Two workers have no room on any node. */
export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    code: 'insufficient-accelerators',
    severity: 'warning',
    subject: 'group 1',
    message:
      '2 workers cannot be placed: each needs 2 GPUs; us-east has 3 free, at most 1 on one node.',
    remedy:
      'Free GPUs, lower GPUs per worker to 1, or choose eu-west (16 free).',
    ...overrides,
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
    findings: [finding()],
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

/** The backend's answer about several workloads, on one live cluster. */
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

/** The backend's answer about one workload, on a live cluster. */
export function workloadResponse(
  status: WorkloadStatus,
  overrides: Partial<ClusterStatus> = {},
): WorkloadResponse {
  return {
    version: '1',
    observedAt: new Date().toISOString(),
    cluster: cluster({ name: status.cluster, ...overrides }),
    workload: status,
  };
}
