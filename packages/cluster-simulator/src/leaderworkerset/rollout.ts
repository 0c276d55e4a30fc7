import { ObjectApi } from '../api/objectApi';
import { scaledValue } from '../controllers/intOrPercent';
import { StatefulSet } from '../objects/kinds';
import { STATEFUL_SETS } from '../objects/resourceTypes';
import {
  condition,
  nonZero,
  withConditions,
} from '../runtime/objectController';
import { isPodReady, podsOf, wantedReplicas } from '../runtime/pods';
import { annotationOf, LeaderWorkerSet, lwsKey, revisionOf } from './types';

/** A group that exists, whole or in part. */
export type Group = ReturnType<typeof groupsOf>[number];

/** The groups whose leaders exist. @param revision - key of the wanted one */
export function groupsOf(
  { store }: ObjectApi,
  lws: LeaderWorkerSet,
  leaders: StatefulSet,
  revision: string,
) {
  return podsOf(store, leaders).map(leader => {
    const { namespace, name } = leader.metadata;
    const workers = store.get(STATEFUL_SETS, namespace, name);
    // A group of one has no workers to wait for.
    const isComplete =
      lws.spec.leaderWorkerTemplate.size === 1 || workers !== undefined;
    const available = workers?.status?.availableReplicas ?? 0;
    return {
      index: Number(name.slice(lws.metadata.name.length + 1)),
      leader,
      isComplete,
      // Since LWS 0.9: earlier ones counted workers that were only created.
      isReady:
        isComplete &&
        isPodReady(leader) &&
        (workers?.spec.replicas ?? 0) === available,
      isUpdated: isComplete && revisionOf(leader) === revision,
    };
  });
}

/** The index down to which a rollout has come. */
export function partitionOf({ spec }: StatefulSet): number {
  return spec.updateStrategy?.rollingUpdate?.partition ?? 0;
}

/**
 * The next step of a rollout, which goes from the highest index down: a group
 * is replaced once the StatefulSet's partition has come down to its index.
 *
 * @param leaders - as it is now; undefined before it is made
 * @param isNew - whether the rollout is about to begin
 * @returns how many groups there are to be, and below which index they keep
 *   their revision
 */
export function nextScale(
  { spec: { replicas: wanted, rolloutStrategy } }: LeaderWorkerSet,
  leaders: StatefulSet | undefined,
  isNew: boolean,
  groups: Group[],
) {
  const rolling = rolloutStrategy.rollingUpdateConfiguration;
  const scale = (partition: number, replicas: number) => ({
    partition: Math.max(partition, rolling.partition),
    replicas,
  });
  const present = leaders ? wantedReplicas(leaders) : wanted;
  const partition = leaders ? partitionOf(leaders) : 0;
  if (present < wanted) {
    // Missing groups are added first, and start with the new revision.
    return scale(isNew ? present : partition, wanted);
  }
  const maxSurge = Math.min(
    scaledValue(rolling.maxSurge, wanted, 'up'),
    wanted,
  );
  const maxUnavailable = scaledValue(rolling.maxUnavailable, wanted, 'down');
  // Extra groups stay until so few are left to update that none is needed.
  const withSurge = (undone: number) =>
    wanted +
    (undone > maxSurge ? maxSurge : Math.max(undone - maxUnavailable, 0));
  if (isNew) {
    return scale(wanted, withSurge(wanted));
  }
  if (!leaders || (partition === 0 && present === wanted)) {
    return scale(0, wanted);
  }
  const byIndex = new Map(groups.map(group => [group.index, group]));
  const states = Array.from({ length: present }, (_, i) => byIndex.get(i));
  const undone = states.slice(0, wanted).filter(isUndone).length;
  const isScaled = annotationOf(leaders, 'replicas') !== `${wanted}`;
  const next = isScaled
    ? wanted + maxSurge
    : nextPartition(states, maxUnavailable + present - wanted);
  return scale(Math.min(next, partition), withSurge(undone));
}

function isUndone(group: Group | undefined): boolean {
  return !group?.isReady || !group.isUpdated;
}

/**
 * @param groups - by index, as far as they are there
 * @param step - how many groups may be replaced at once
 */
function nextPartition(groups: (Group | undefined)[], step: number): number {
  const lastUndone = groups.findLastIndex(isUndone);
  const lowest = Math.max(lastUndone + 1 - step, 0);
  // Lower groups that are not ready count as unavailable already.
  const partition =
    lowest + groups.slice(0, lowest).filter(group => !group?.isReady).length;
  // Replacing groups that are not ready makes no more of them unavailable.
  const lastKept = groups
    .slice(0, partition + 1)
    .findLastIndex(group => group?.isReady && !group.isUpdated);
  return Math.max(lowest, Math.min(partition, lastKept + 1));
}

/** Reason and message of each condition while it is true, and ever after. */
const CONDITIONS: Record<string, [reason: string, message: string]> = {
  Progressing: ['GroupsProgressing', 'Replicas are progressing'],
  Available: ['AllGroupsReady', 'All replicas are ready'],
  UpdateInProgress: ['GroupsUpdating', 'Rolling Upgrade is in progress'],
};

/**
 * The status of a LeaderWorkerSet, whether all groups are ready at the wanted
 * revision, and what to say in an event when a condition has changed.
 */
export function nextStatus(
  { metadata, spec, status }: LeaderWorkerSet,
  leaders: StatefulSet,
  groups: Group[],
  now: Date,
) {
  const { replicas: wanted, rolloutStrategy } = spec;
  const { partition } = rolloutStrategy.rollingUpdateConfiguration;
  const { generation: observedGeneration } = metadata;
  const ready = groups.filter(group => group.isReady);
  // A group whose workers are still missing does not count.
  const isUpdating = groups.some(
    ({ index, isComplete, isUpdated }) =>
      isComplete && !isUpdated && index >= partition && index < wanted,
  );
  const isAvailable =
    !isUpdating &&
    ready.filter(({ index }) => index < wanted).length === wanted;
  const stage = isAvailable ? 'Available' : 'Progressing';
  const trueOnes = isUpdating ? ['UpdateInProgress', stage] : [stage];
  const before = status?.conditions ?? [];
  // `Available` makes the others false. A condition that has never been true
  // is absent.
  const contents = Object.keys(CONDITIONS)
    .filter(
      type =>
        trueOnes.includes(type) ||
        ((isAvailable || type === 'Available') &&
          before.some(one => one.type === type)),
    )
    .map(type => condition(type, trueOnes.includes(type), ...CONDITIONS[type]));
  const conditions = withConditions(before, contents, now);
  const isNews = conditions.some(
    one => before.find(({ type }) => type === one.type)?.status !== one.status,
  );
  const [reason, message] = CONDITIONS[trueOnes[0]];
  return {
    status: {
      conditions: conditions.map(one => ({ ...one, observedGeneration })),
      ...nonZero({
        replicas: leaders.status?.replicas ?? 0,
        readyReplicas: ready.length,
        updatedReplicas: groups.filter(({ isUpdated }) => isUpdated).length,
      }),
      hpaPodSelector: `${lwsKey('name')}=${metadata.name},${lwsKey(
        'worker-index',
      )}=0`,
      observedGeneration,
    },
    isDone: isAvailable && partition === 0,
    news: isNews && {
      reason,
      message: `${message}, with ${ready.length} groups ready of total ${wanted} groups`,
    },
  };
}
