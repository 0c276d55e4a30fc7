import {
  GroupStatus,
  PodStatus,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';

const BAR_WIDTH = 10;
const GROUPS_SHOWN = 2;
const PHRASES_SHOWN = 2;

/**
 * A workload's progress in one line:
 * `[####------] 4/10 pods ready · 12/24 GPUs allocated · group 1: 3 pulling image`.
 */
export function progressLine(workload: WorkloadStatus): string {
  return [
    `${bar(workload.pods)} ${workload.pods.ready}/${
      workload.pods.desired
    } pods ready`,
    ...workload.accelerators.map(
      ({ resource, allocated, requested }, _, { length }) =>
        `${allocated}/${requested} ${unit(resource, length)} allocated`,
    ),
    ...waitingFor(workload),
  ].join(' · ');
}

/** What is not ready yet, in a few words for each of the first groups. */
export function waitingFor(workload: WorkloadStatus): string[] {
  const waiting = workload.groups.items.filter(
    ({ state }) => state !== 'ready',
  );
  if (workload.mode === 'standard') {
    // Every group is one pod there: a group by itself tells nothing.
    const phrases = countPhrases(waiting.flatMap(podsNotReady));
    return phrases ? [phrases] : [];
  }
  const shown = waiting
    .slice(0, GROUPS_SHOWN)
    .map(
      group =>
        `group ${group.index}: ${
          countPhrases(podsNotReady(group)) || group.message
        }`,
    );
  const more = waiting.length - shown.length;
  return more > 0
    ? [...shown, `${more} more ${more === 1 ? 'group' : 'groups'} not ready`]
    : shown;
}

function bar({ ready, desired }: { ready: number; desired: number }): string {
  const share = desired > 0 ? Math.min(ready / desired, 1) : 1;
  const full = Math.floor(share * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'-'.repeat(BAR_WIDTH - full)}]`;
}

function unit(resource: string, resources: number): string {
  return resources === 1 && resource.endsWith('/gpu') ? 'GPUs' : resource;
}

function podsNotReady({ leader, workers }: GroupStatus): PodStatus[] {
  return [leader, ...workers].filter(({ ready }) => !ready);
}

function countPhrases(pods: PodStatus[]): string {
  const counts = new Map<string, number>();
  for (const { reason, state } of pods) {
    const phrase = reason ?? state;
    counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, PHRASES_SHOWN)
    .map(([phrase, count]) => `${count} ${phrase}`)
    .join(', ');
}
