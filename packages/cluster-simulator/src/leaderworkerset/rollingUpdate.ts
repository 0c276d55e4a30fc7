import { scaledValue } from '../controllers/intOrPercent';
import { wantedReplicas } from '../controllers/pods';
import { StatefulSet } from '../objects/kinds';
import { Group } from './groups';
import { ANNOTATIONS, LeaderWorkerSet } from './types';

/** How the leaders' StatefulSet is to be. */
export interface LeaderScale {
  /** Groups below this index keep their revision. */
  partition: number;
  /** Groups, those included that a rollout adds. */
  replicas: number;
}

type State = Pick<Group, 'ready' | 'updated'>;

const ABSENT: State = { ready: false, updated: false };

function isDone({ ready, updated }: State): boolean {
  return ready && updated;
}

/** Groups that may be added, and that may be missing, during a rollout. */
function limits({ replicas, rolloutStrategy }: LeaderWorkerSet['spec']) {
  const { maxSurge, maxUnavailable } =
    rolloutStrategy.rollingUpdateConfiguration;
  return {
    surge: Math.min(scaledValue(maxSurge, replicas, 'up'), replicas),
    unavailable: scaledValue(maxUnavailable, replicas, 'down'),
  };
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
 * @param groups - asked only while a rollout goes on
 */
export function nextScale(
  lws: LeaderWorkerSet,
  leaders: StatefulSet | undefined,
  isNew: boolean,
  groups: () => Group[],
): LeaderScale {
  const { partition, replicas } = unlimitedScale(lws, leaders, isNew, groups);
  const lowest = lws.spec.rolloutStrategy.rollingUpdateConfiguration.partition;
  return { partition: Math.max(partition, lowest), replicas };
}

function unlimitedScale(
  { spec }: LeaderWorkerSet,
  leaders: StatefulSet | undefined,
  isNew: boolean,
  groups: () => Group[],
): LeaderScale {
  const wanted = spec.replicas;
  if (!leaders) {
    return { partition: 0, replicas: wanted };
  }
  const present = wantedReplicas(leaders);
  const partition = partitionOf(leaders);
  if (present < wanted) {
    // Missing groups come first; they get the new revision from the start.
    return { partition: isNew ? present : partition, replicas: wanted };
  }
  const withSurge = (undone: number) => wanted + surgeFor(spec, undone);
  if (isNew) {
    return { partition: wanted, replicas: withSurge(wanted) };
  }
  if (partition === 0 && present === wanted) {
    return { partition: 0, replicas: wanted };
  }
  const states = statesOf(groups(), present);
  const undone = states.slice(0, wanted).filter(state => !isDone(state)).length;
  const { surge, unavailable } = limits(spec);
  const applied = leaders.metadata.annotations?.[ANNOTATIONS.replicas];
  const next =
    Number(applied) === wanted
      ? nextPartition(states, unavailable + present - wanted)
      : wanted + surge;
  return { partition: Math.min(next, partition), replicas: withSurge(undone) };
}

/** By index; a group that is not there is neither ready nor updated. */
function statesOf(groups: Group[], count: number): State[] {
  const states = new Array<State>(count).fill(ABSENT);
  for (const group of groups) {
    if (group.index < count) {
      states[group.index] = group;
    }
  }
  return states;
}

/**
 * How many groups to have above those that are wanted: all that may be added,
 * until few enough are undone to do without some.
 */
function surgeFor(spec: LeaderWorkerSet['spec'], undone: number): number {
  const { surge, unavailable } = limits(spec);
  return undone <= surge ? Math.max(undone - unavailable, 0) : surge;
}

/** @param step - how many groups may be replaced at once */
function nextPartition(states: State[], step: number): number {
  const lastUndone = states.map(isDone).lastIndexOf(false);
  const lowest = Math.max(lastUndone + 1 - step, 0);
  // Groups below that are not ready are counted as missing already.
  let partition =
    lowest + states.slice(0, lowest).filter(({ ready }) => !ready).length;
  // To replace groups that are missing anyway takes nothing away.
  for (
    let index = Math.min(partition, states.length - 1);
    index >= lowest && (!states[index].ready || states[index].updated);
    index--
  ) {
    partition = index;
  }
  return partition;
}
