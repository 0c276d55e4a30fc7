import {
  GroupState,
  GroupStatus,
  PodStatus,
} from '@aikit-backstage/plugin-aikit-common';

/**
 * Missing pods listed at most. A workload may ask for a million groups
 * of a million pods, which nobody could look at, nor this process hold.
 */
export const MAX_MISSING_PODS = 5000;

/**
 * Puts the pods of a group together: ready only when every one of them is.
 */
export function groupStatus(options: {
  index: number;
  surge: boolean;
  leader: PodStatus;
  workers: PodStatus[];
  /** LeaderWorkerSet's startup policy, where there is one. */
  startupPolicy?: string;
}): GroupStatus {
  const { index, surge, leader, workers, startupPolicy } = options;
  const state = stateOf(leader, workers);
  return {
    index,
    state,
    message: messageOf(state, leader, workers, startupPolicy),
    ...(surge && { surge }),
    leader,
    workers,
  };
}

function stateOf(leader: PodStatus, workers: PodStatus[]): GroupState {
  const pods = [leader, ...workers];
  const some = (state: PodStatus['state']) =>
    pods.some(pod => pod.state === state);
  const gone = pods.every(
    ({ state }) => state === 'terminating' || state === 'missing',
  );
  // The workers go with their leader.
  if (leader.state === 'terminating' || (gone && some('terminating'))) {
    return 'terminating';
  }
  if (some('failed')) {
    return 'failed';
  }
  if (some('unknown')) {
    return 'unknown';
  }
  if (some('pending')) {
    return 'pending';
  }
  return pods.every(({ ready }) => ready) ? 'ready' : 'progressing';
}

function messageOf(
  state: GroupState,
  leader: PodStatus,
  workers: PodStatus[],
  startupPolicy: string | undefined,
): string {
  const pods = [leader, ...workers];
  const reasonOf = (wanted: PodStatus['state']) =>
    pods.find(pod => pod.state === wanted && pod.reason)?.reason;
  switch (state) {
    case 'ready':
      return 'ready';
    case 'terminating':
      return 'terminating';
    case 'failed':
      return reasonOf('failed') ?? 'failed';
    case 'unknown':
      return reasonOf('unknown') ?? 'node does not report';
    case 'pending':
      return pendingMessage(pods);
    default:
      break;
  }
  const starting = reasonOf('starting');
  if (starting) {
    return starting === 'pulling image' ? starting : 'starting';
  }
  if (
    startupPolicy === 'LeaderReady' &&
    !leader.ready &&
    leader.state !== 'missing' &&
    workers.some(worker => worker.state === 'missing')
  ) {
    return 'waiting for the leader';
  }
  if (pods.some(pod => pod.state === 'missing')) {
    return 'waiting for pods';
  }
  return reasonOf('running') ?? 'restarting pods';
}

/** A reason that the scheduler gave rather than none. */
function pendingMessage(pods: PodStatus[]): string {
  const reasons = pods.flatMap(({ state, reason }) =>
    state === 'pending' && reason ? [reason] : [],
  );
  return (
    reasons.find(reason => reason !== 'waiting for a node') ??
    'waiting for a node'
  );
}

/** A pod that should be there and is not. */
export function missingPod(options: {
  name: string;
  role: PodStatus['role'];
  accelerators: Record<string, number>;
  reason?: string;
}): PodStatus {
  const { reason, ...pod } = options;
  return {
    ...pod,
    state: 'missing',
    ready: false,
    restarts: 0,
    ...(reason && { reason }),
  };
}
