import { ObjectChange } from '@aikit-backstage/plugin-aikit-common';

/**
 * What a submission did, or would do, to each object:
 * `Applied LeaderWorkerSet chat (created), Service chat (unchanged)`.
 */
export function describeChanges(
  objects: ObjectChange[],
  options: { dryRun: boolean },
): string {
  const list = objects.map(
    ({ kind, name, change }) => `${kind} ${name} (${change})`,
  );
  const verb = options.dryRun ? 'Dry run, nothing applied:' : 'Applied';
  return `${verb} ${list.join(', ')}`;
}
