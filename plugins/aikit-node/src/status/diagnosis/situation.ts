import { GroupStatus, PodStatus } from '@aikit-backstage/plugin-aikit-common';
import {
  ContainerTrouble,
  containerTroubles,
  TroubleKind,
} from '../groups/containerTrouble';
import { Judged, ObservationContext } from '../groups/context';
import { deploymentGroups } from '../groups/deploymentGroups';
import { leaderWorkerSetGroups } from '../groups/leaderWorkerSetGroups';
import {
  PlacementCause,
  PlacementProblem,
  placementProblem,
} from '../groups/placement';
import { ObservedPod, WorkloadObservation } from '../observed/observed';
import { podsIn } from '../observed/labels';
import { Refusal, refusals } from './refusals';

/** A pod and its place in the workload. */
export interface Member {
  pod: ObservedPod;
  status: PodStatus;
  group: GroupStatus;
  /** Why it has no node, when the scheduler has said so. */
  placement?: PlacementProblem;
  /**
   * What its containers have, when it has failed. A pod that failed as a whole,
   * being evicted say, has nothing here.
   */
  troubles: ContainerTrouble[];
}

/** What rules judge by. */
export interface Situation {
  observation: WorkloadObservation;
  groups: GroupStatus[];
  /**
   * Pods that exist and are not being deleted, of groups that are not ready, in
   * the order of groups.
   */
  members: Member[];
  /** Pods and pod sets that could not be created. */
  refusals: Refusal[];
  /** For the next time. */
  judged: Judged;
  now: Date;
}

/**
 * Prepares an observation for the rules.
 *
 * @param before - what was judged of the same workload the last time
 */
export function situationOf(
  observation: WorkloadObservation,
  now: Date,
  before?: Judged,
): Situation {
  const context = new ObservationContext(observation, now, before);
  const groups =
    observation.workload.kind === 'Deployment'
      ? deploymentGroups(context)
      : leaderWorkerSetGroups(context);
  const unready = groups.filter(({ state }) => state !== 'ready');
  const pods = podsByName(observation, unready);
  const members = unready.flatMap(group =>
    [group.leader, ...group.workers].flatMap(status => {
      const pod = pods.get(status.name);
      return pod && status.state !== 'terminating'
        ? [{ pod, status, group, ...problemsOf(pod, status) }]
        : [];
    }),
  );
  return {
    observation,
    groups,
    members,
    refusals: refusals(observation, now),
    judged: context.judged,
    now,
  };

  function problemsOf(pod: ObservedPod, { state }: PodStatus) {
    return {
      placement:
        state === 'pending' ? placementProblem(pod, context) : undefined,
      troubles:
        state === 'failed' && !pod.reason ? containerTroubles(pod, now) : [],
    };
  }
}

/** At least all pods of some groups. */
function podsByName(
  observation: WorkloadObservation,
  some: GroupStatus[],
): Map<string, ObservedPod> {
  const pods =
    observation.workload.kind === 'Deployment' && some.length > 0
      ? podsIn(observation)
      : some.flatMap(({ index }) => [
          ...(observation.groups.get(String(index)) ?? []),
        ]);
  return new Map(pods.map(pod => [pod.name, pod]));
}

/** A container that has a trouble, and its pod. */
export interface Troubled {
  member: Member;
  trouble: ContainerTrouble;
}

/** Containers of failed pods that have a certain trouble. */
export function troubled(
  { members }: Situation,
  kind: TroubleKind,
): Troubled[] {
  return members.flatMap(member =>
    member.troubles
      .filter(trouble => trouble.kind === kind)
      .map(trouble => ({ member, trouble })),
  );
}

/** Each member once, though several of its containers are in trouble. */
export function membersOf(troubles: { member: Member }[]): Member[] {
  return [...new Set(troubles.map(({ member }) => member))];
}

/** Pods that have no node for a certain cause. */
export function unplaced(
  { members }: Situation,
  cause: PlacementCause,
): { member: Member; problem: PlacementProblem }[] {
  return members.flatMap(member =>
    member.placement?.cause === cause
      ? [{ member, problem: member.placement }]
      : [],
  );
}
