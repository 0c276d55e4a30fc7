import type { LwsRelease } from './lwsRelease';

/**
 * Variables that every release of LeaderWorkerSet sets in every container
 * itself.
 */
export const INJECTED_ENV: readonly string[] = [
  'LWS_LEADER_ADDRESS',
  'LWS_GROUP_SIZE',
];

/**
 * The number of a pod in its group, which newer releases set, too. An entry of
 * this name does no harm there, because theirs comes first, and the same
 * manifest may go to an older release, which has no other.
 */
export const WORKER_INDEX = {
  name: 'LWS_WORKER_INDEX',
  since: [0, 6] satisfies LwsRelease,
  /** The label that every release has it in. */
  fieldPath: "metadata.labels['leaderworkerset.sigs.k8s.io/worker-index']",
} as const;
