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
}

/** A container that has a trouble, and its pod. */
export interface Troubled {
  member: Member;
  trouble: ContainerTrouble;
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
  /**
   * Containers of those that have failed. A pod that failed as a whole, being
   * evicted say, is not among them.
   */
  troubled: Troubled[];
  /** Those that have no node, and why, when the scheduler has said so. */
  unplaced: { member: Member; problem: PlacementProblem }[];
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
        ? [{ pod, status, group }]
        : [];
    }),
  );
  return {
    observation,
    groups,
    members,
    troubled: members.flatMap(member =>
      member.status.state === 'failed' && !member.pod.reason
        ? containerTroubles(member.pod, now).map(trouble => ({
            member,
            trouble,
          }))
        : [],
    ),
    unplaced: members.flatMap(member => {
      const problem =
        member.status.state === 'pending' &&
        placementProblem(member.pod, context);
      return problem ? [{ member, problem }] : [];
    }),
    refusals: refusals(observation, now),
    judged: context.judged,
    now,
  };
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

/** Containers of failed pods that have a certain trouble. */
export function troubledBy(situation: Situation, kind: TroubleKind) {
  return situation.troubled.filter(({ trouble }) => trouble.kind === kind);
}

/** Each member once, though several of its containers are in trouble. */
export function membersOf(troubles: { member: Member }[]): Member[] {
  return [...new Set(troubles.map(({ member }) => member))];
}

/** Pods that have no node for a certain cause. */
export function unplacedFor(situation: Situation, cause: PlacementCause) {
  return situation.unplaced.filter(({ problem }) => problem.cause === cause);
}
