import { ObjectApi } from '../api/objectApi';
import { scaledValue } from '../controllers/intOrPercent';
import { isPodReady, podsOf, wantedReplicas } from '../controllers/pods';
import { StatefulSet } from '../objects/kinds';
import { STATEFUL_SETS } from '../objects/resourceTypes';
import { annotationOf, LeaderWorkerSet, revisionOf } from './types';

/** A group that is there, whole or in part. */
export type Group = ReturnType<typeof groupsOf>[number];

/** How many groups there are to be, and which keep their revision. */
export type LeaderScale = { partition: number; replicas: number };

/** The groups whose leaders exist. @param revision - key of the wanted one */
export function groupsOf(
  { store }: ObjectApi,
  lws: LeaderWorkerSet,
  leaders: StatefulSet,
  revision: string,
) {
  const { size } = lws.spec.leaderWorkerTemplate;
  const start = lws.metadata.name.length + 1;
  return podsOf(store, leaders).map(leader => {
    const { namespace, name } = leader.metadata;
    const workers = store.get(STATEFUL_SETS, namespace, name);
    // It has its workers, if it is to have some.
    const isComplete = size === 1 || workers !== undefined;
    const { spec = { replicas: 0 }, status } = workers ?? {};
    return {
      index: Number(name.slice(start)),
      leader,
      isComplete,
      // Since LWS 0.9: earlier ones counted workers that were only created.
      isReady:
        isComplete &&
        isPodReady(leader) &&
        spec.replicas === (status?.availableReplicas ?? 0),
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
 */
export function nextScale(
  { spec: { replicas: wanted, rolloutStrategy } }: LeaderWorkerSet,
  leaders: StatefulSet | undefined,
  isNew: boolean,
  groups: Group[],
): LeaderScale {
  const rolling = rolloutStrategy.rollingUpdateConfiguration;
  const scale = (partition: number, replicas: number) => ({
    partition: Math.max(partition, rolling.partition),
    replicas,
  });
  if (!leaders) {
    return scale(0, wanted);
  }
  const present = wantedReplicas(leaders);
  const partition = partitionOf(leaders);
  if (present < wanted) {
    // Missing groups come first; they get the new revision from the start.
    return scale(isNew ? present : partition, wanted);
  }
  const maxSurge = Math.min(
    scaledValue(rolling.maxSurge, wanted, 'up'),
    wanted,
  );
  const maxUnavailable = scaledValue(rolling.maxUnavailable, wanted, 'down');
  // All groups that may be added, until few enough are left to do without some.
  const withSurge = (undone: number) =>
    wanted +
    (undone > maxSurge ? maxSurge : Math.max(undone - maxUnavailable, 0));
  if (isNew) {
    return scale(wanted, withSurge(wanted));
  }
  if (partition === 0 && present === wanted) {
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
  // Groups below that are not ready are counted as missing already.
  let partition =
    lowest + groups.slice(0, lowest).filter(group => !group?.isReady).length;
  // To replace groups that are missing anyway takes nothing away.
  for (
    let index = Math.min(partition, groups.length - 1);
    index >= lowest && (!groups[index]?.isReady || groups[index]?.isUpdated);
    index--
  ) {
    partition = index;
  }
  return partition;
}
