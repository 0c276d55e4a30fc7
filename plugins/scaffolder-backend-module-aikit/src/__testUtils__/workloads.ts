import {
  DeployResponse,
  Finding,
  GroupStatus,
  PodStatus,
  WorkloadResponse,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';

export function pod(name: string, overrides?: Partial<PodStatus>): PodStatus {
  const ready = overrides?.ready ?? true;
  return {
    name,
    role: 'worker',
    state: ready ? 'ready' : 'pending',
    ready,
    accelerators: {},
    restarts: 0,
    ...overrides,
  };
}

/** A group of as many pods as there are reasons; '' is a ready pod. */
export function group(index: number, reasons: string[]): GroupStatus {
  const [leader, ...workers] = reasons.map((reason, i) =>
    pod(`chat-${index}-${i}`, {
      role: i === 0 ? 'leader' : 'worker',
      ...(reason && { ready: false, reason }),
    }),
  );
  const ready = reasons.every(reason => !reason);
  return {
    index,
    state: ready ? 'ready' : 'progressing',
    message: ready ? 'ready' : 'starting',
    leader,
    workers,
  };
}

/** A LeaderWorkerSet of these groups; each pod asks for two GPUs. */
export function workload(
  groups: GroupStatus[],
  overrides?: Partial<WorkloadStatus>,
): WorkloadStatus {
  const pods = groups.flatMap(({ leader, workers }) => [leader, ...workers]);
  const readyPods = pods.filter(({ ready }) => ready).length;
  const readyGroups = groups.filter(({ state }) => state === 'ready').length;
  const healthy = readyGroups === groups.length;
  return {
    cluster: 'us-east',
    namespace: 'team-chat',
    name: 'chat',
    kind: 'LeaderWorkerSet',
    mode: 'distributed',
    createdAt: '2026-01-01T00:00:00Z',
    generation: 3,
    health: {
      state: healthy ? 'healthy' : 'progressing',
      reason: healthy ? 'AllGroupsReady' : 'GroupsStarting',
      message: healthy ? 'All groups are ready' : 'Groups are starting',
    },
    groups: { desired: groups.length, ready: readyGroups, items: groups },
    pods: { desired: pods.length, ready: readyPods },
    accelerators: [
      {
        resource: 'nvidia.com/gpu',
        requested: pods.length * 2,
        allocated: readyPods * 2,
        pending: (pods.length - readyPods) * 2,
        models: [],
      },
    ],
    findings: [],
    ...overrides,
  };
}

export function answer(
  status: WorkloadStatus,
  cluster?: Partial<WorkloadResponse['cluster']>,
): WorkloadResponse {
  return {
    version: '1',
    observedAt: '2026-01-01T00:00:00Z',
    cluster: { name: status.cluster, state: 'live', ...cluster },
    workload: status,
  };
}

export function finding(code: string, message: string): Finding {
  return {
    code,
    severity: 'error',
    subject: 'group 0',
    message,
    remedy: 'Do this about it.',
  };
}

export function deployed(overrides?: Partial<DeployResponse>): DeployResponse {
  return {
    cluster: 'us-east',
    namespace: 'team-chat',
    name: 'chat',
    kind: 'LeaderWorkerSet',
    dryRun: false,
    generation: 3,
    summary: 'LeaderWorkerSet chat: 1 group × 5 pods, 10 nvidia.com/gpu',
    endpoint: 'http://chat.team-chat:8080/v1',
    objects: [
      {
        apiVersion: 'leaderworkerset.x-k8s.io/v1',
        kind: 'LeaderWorkerSet',
        name: 'chat',
        change: 'created',
      },
      { apiVersion: 'v1', kind: 'Service', name: 'chat', change: 'unchanged' },
    ],
    issues: [],
    ...overrides,
  };
}
