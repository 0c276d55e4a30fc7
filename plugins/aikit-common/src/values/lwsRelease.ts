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
