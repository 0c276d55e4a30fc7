import {
  condition,
  nonZero,
  withConditions,
} from '../controllers/objectController';
import { StatefulSet } from '../objects/kinds';
import { Group } from './rollout';
import { LeaderWorkerSet, lwsKey } from './types';

/** Reason and message of each condition while it is true, and ever after. */
const CONDITIONS = {
  Progressing: ['GroupsProgressing', 'Replicas are progressing'],
  Available: ['AllGroupsReady', 'All replicas are ready'],
  UpdateInProgress: ['GroupsUpdating', 'Rolling Upgrade is in progress'],
} as const;

const LEADERS = `${lwsKey('worker-index')}=0`;

type Type = keyof typeof CONDITIONS;

/**
 * What is to be said of a LeaderWorkerSet: its status, whether all groups are
 * ready at the wanted revision, and news when a condition has changed.
 */
export function nextStatus(
  { metadata, spec, status }: LeaderWorkerSet,
  leaders: StatefulSet,
  groups: Group[],
  now: Date,
) {
  const { replicas: wanted, rolloutStrategy } = spec;
  const { partition } = rolloutStrategy.rollingUpdateConfiguration;
  const ready = groups.filter(group => group.isReady);
  // A group without workers that it should have is not counted at all.
  const isUpdating = groups.some(
    ({ index, isComplete, isUpdated }) =>
      isComplete && !isUpdated && index >= partition && index < wanted,
  );
  const isAvailable =
    !isUpdating &&
    ready.filter(({ index }) => index < wanted).length === wanted;
  const stage: Type = isAvailable ? 'Available' : 'Progressing';
  const trueOnes: Type[] = isUpdating ? ['UpdateInProgress', stage] : [stage];
  const before = status?.conditions ?? [];
  const contents = (Object.keys(CONDITIONS) as Type[]).flatMap(type => {
    const [reason, message] = CONDITIONS[type];
    const isTrue = trueOnes.includes(type);
    const isKnown = before.some(one => one.type === type);
    // `Available` excludes the others. Of what is excluded only the status is
    // taken back, and what has never been true is not there.
    const isExcluded = isAvailable || type === 'Available';
    return isTrue || (isKnown && isExcluded)
      ? [condition(type, isTrue, reason, message)]
      : [];
  });
  const conditions = withConditions(before, contents, now);
  const isNews = conditions.some(
    one => before.find(({ type }) => type === one.type)?.status !== one.status,
  );
  const [reason, message] = CONDITIONS[trueOnes[0]];
  const { generation: observedGeneration } = metadata;
  return {
    status: {
      conditions: conditions.map(one => ({ ...one, observedGeneration })),
      ...nonZero({
        replicas: leaders.status?.replicas ?? 0,
        readyReplicas: ready.length,
        updatedReplicas: groups.filter(({ isUpdated }) => isUpdated).length,
      }),
      hpaPodSelector: `${lwsKey('name')}=${metadata.name},${LEADERS}`,
      observedGeneration,
    },
    isDone: isAvailable && partition === 0,
    news: isNews && {
      reason,
      message: `${message}, with ${ready.length} groups ready of total ${wanted} groups`,
    },
  };
}
