import { ObservedPodSet } from '../observed/observed';
import { LWS_ANNOTATIONS } from '../observed/labels';
import { Rule } from './rule';
import { Member, Situation } from './situation';
import { about, groupsSubject } from './words';

const PATIENCE_MS = 30 * 1000;

/** Something that a controller should have made out of something else. */
interface Expected {
  controller: string;
  /** What is missing, as `a StatefulSet` or `pods`. */
  what: string;
  of: string;
  /** ISO 8601: since when it could have been made. */
  since: string;
  subject: string;
  groups: number[];
}

/** What should be there sooner or later, and is not. */
function expected(situation: Situation): Expected[] {
  const { workload, podSets, groups } = situation.observation;
  if (workload.replicas === 0 || workload.deletedAt) {
    return [];
  }
  const whole = { subject: workload.name, groups: [] };
  const setKind = workload.kind === 'Deployment' ? 'ReplicaSet' : 'StatefulSet';
  if (podSets.length === 0) {
    return [
      {
        controller: workload.kind,
        what: `a ${setKind}`,
        of: workload.name,
        since: workload.createdAt,
        ...whole,
      },
    ];
  }
  const set =
    groups.size === 0
      ? podSets.find(one => isUntouched(situation, one))
      : undefined;
  if (set) {
    return [
      {
        controller: setKind,
        what: 'pods',
        of: set.name,
        since: set.createdAt,
        ...whole,
      },
    ];
  }
  return workload.kind === 'Deployment' ? [] : workersExpected(situation);
}

/**
 * Whether a set has wanted pods ever since it was made, and has never had any.
 * Of one that was scaled, or whose pods were deleted, nothing says since when
 * it lacks them.
 */
function isUntouched({ observation }: Situation, set: ObservedPodSet): boolean {
  return (
    set.replicas > 0 &&
    set.generation <= 1 &&
    !observation
      .eventsAbout(set.uid)
      .some(({ reason }) => reason.startsWith('Successful'))
  );
}

function workersExpected(situation: Situation): Expected[] {
  const { podSets, workload } = situation.observation;
  return situation.members
    .filter(
      ({ pod, status, group }) =>
        status.role === 'leader' &&
        group.workers.some(({ state }) => state === 'missing') &&
        !podSets.some(({ name }) => name === pod.name) &&
        !heldBack(pod, status.ready),
    )
    .map(member => ({
      controller: 'LeaderWorkerSet',
      what: 'a StatefulSet for its workers',
      of: `leader ${member.pod.name}`,
      since: sinceOf(member),
      ...about([member]),
    }));

  function heldBack(pod: Member['pod'], ready: boolean): boolean {
    return (
      (workload.startupPolicy === 'LeaderReady' && !ready) ||
      (LWS_ANNOTATIONS.exclusiveTopology in pod.annotations &&
        pod.nodeName === undefined)
    );
  }

  function sinceOf({ pod, status }: Member): string {
    return workload.startupPolicy === 'LeaderReady'
      ? status.since ?? pod.createdAt
      : pod.createdAt;
  }
}

/**
 * A controller has not made what it should have made half a minute ago, and
 * nothing says that it tried. The lag of a change to a workload that runs
 * cannot be told: when the change was made is not observed.
 */
export const controllerSilent: Rule = {
  code: 'controller-silent',
  severity: 'error',
  // It may just be moving to another node.
  blocking: false,
  diagnose(situation) {
    if (situation.refusals.length > 0) {
      return [];
    }
    const overdue = expected(situation).filter(
      ({ since }) => waited(since, situation.now) >= PATIENCE_MS,
    );
    if (overdue.length === 0) {
      return [];
    }
    const [{ controller, what, subject }] = overdue;
    const groups = overdue.flatMap(one => one.groups);
    const several = overdue.length > 1;
    return [
      {
        subject: several ? groupsSubject(groups) : subject,
        groups,
        message: `The ${controller} controller does not act: for over 30 s ${
          several ? `${overdue.length} leaders have` : `${overdue[0].of} has`
        } been without ${what}.`,
        remedy:
          controller === 'LeaderWorkerSet'
            ? 'See that it runs (`kubectl get pods -n lws-system`), and what its log says.'
            : "See that the cluster's kube-controller-manager runs, and what its log says.",
      },
    ];
  },
  deadlines: situation =>
    expected(situation).map(
      ({ since }) => new Date(Date.parse(since) + PATIENCE_MS),
    ),
};

function waited(since: string, now: Date): number {
  return now.getTime() - Date.parse(since);
}
