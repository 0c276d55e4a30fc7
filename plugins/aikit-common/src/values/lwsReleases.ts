/** A release of LeaderWorkerSet, by its major and minor number. */
export type LwsRelease = readonly [major: number, minor: number];

/**
 * Whether a version of LeaderWorkerSet is older than a release. No version, or
 * one that cannot be read, is taken for a new one.
 *
 * @param version - such as `0.9.0` or `v0.9.1-rc.1`
 */
export function isOlder(
  version: string | undefined,
  [major, minor]: LwsRelease,
): boolean {
  const match = /^v?(\d+)\.(\d+)(?:\D|$)/.exec(version ?? '');
  if (!match) {
    return false;
  }
  const [ownMajor, ownMinor] = match.slice(1).map(Number);
  return ownMajor === major ? ownMinor < minor : ownMajor < major;
}

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
