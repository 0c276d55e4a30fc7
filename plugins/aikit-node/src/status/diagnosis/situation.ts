import { GroupStatus, PodStatus } from '@aikit-backstage/plugin-aikit-common';
import { ObservedPod, WorkloadObservation } from '../observed/observed';
import { indexObservation, ObservationContext } from '../health/context';
import { workloadGroups } from '../health/groups';
import { PlacementProblem, placementProblem } from '../health/placement';

/** A pod and its place in the workload. */
export interface Member {
  pod: ObservedPod;
  status: PodStatus;
  group: GroupStatus;
  /** Why it has no node, when the scheduler has said so. */
  placement?: PlacementProblem;
}

/** What rules judge by. */
export interface Situation {
  observation: WorkloadObservation;
  context: ObservationContext;
  groups: GroupStatus[];
  /** Pods that exist and are not being deleted, in the order of groups. */
  members: Member[];
  now: Date;
}

/** Prepares an observation for the rules. */
export function situationOf(
  observation: WorkloadObservation,
  now: Date,
): Situation {
  const context = indexObservation(observation, now);
  const groups = workloadGroups(context);
  const pods = new Map(observation.pods.map(pod => [pod.name, pod]));
  const members = groups.flatMap(group =>
    [group.leader, ...group.workers].flatMap(status => {
      const pod = pods.get(status.name);
      return pod && status.state !== 'terminating'
        ? [{ pod, status, group, placement: placementOf(pod, status) }]
        : [];
    }),
  );
  return { observation, context, groups, members, now };

  function placementOf(pod: ObservedPod, { state }: PodStatus) {
    return state === 'pending' ? placementProblem(pod, context) : undefined;
  }
}
