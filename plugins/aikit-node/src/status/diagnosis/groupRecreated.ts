import { ObservedEvent } from '../observed/observed';
import { Rule } from './rule';
import { Situation } from './situation';
import { groupBy, groupsSubject } from './words';

const WINDOW_MS = 60 * 60 * 1000;

/** Once is what the restart policy is for. */
const OFTEN = 3;

/** Since LeaderWorkerSet 0.9, and from 0.5 to 0.8; 0.4 wrote none. */
const REASONS = ['RecreateGroup', 'RecreateGroupOnPodRestart'];

interface Recreation {
  group: number;
  /** The pod whose failure led to it; the message calls each one a worker. */
  pod: string;
  count: number;
}

function recreationOf({ message, count }: ObservedEvent): Recreation[] {
  const match = /^Worker pod (\S+) failed.* recreate group (\d+)/.exec(message);
  return match ? [{ pod: match[1], group: Number(match[2]), count }] : [];
}

function recreationEvents({ observation }: Situation) {
  return observation
    .eventsAbout(observation.workload.uid)
    .filter(({ reason }) => REASONS.includes(reason));
}

/**
 * A group is recreated again and again. Its pods then never get to a crash
 * loop, being deleted at the first restart of any container.
 */
export const groupRecreated: Rule = {
  code: 'group-recreated',
  severity: 'warning',
  blocking: false,
  diagnose(situation) {
    const { now, observation } = situation;
    const recent = recreationEvents(situation)
      .filter(
        ({ lastSeen }) => now.getTime() - Date.parse(lastSeen) < WINDOW_MS,
      )
      .flatMap(recreationOf);
    return groupBy(recent, ({ group }) => `${group}`).flatMap(some => {
      const [{ group, pod }] = some;
      const count = some.reduce((sum, one) => sum + one.count, 0);
      if (count < OFTEN) {
        return [];
      }
      return [
        {
          subject: groupsSubject([group]),
          groups: [group],
          message: `Group ${group} was recreated ${count} times within an hour, last because a container of ${pod} ended.`,
          remedy: `Follow the log of that pod through its next start (\`kubectl logs -f ${pod} -n ${observation.workload.namespace}\`): it goes with the pod. With the restart policy None the pods would stay.`,
        },
      ];
    });
  },
  deadlines: situation =>
    recreationEvents(situation).map(
      ({ lastSeen }) => new Date(Date.parse(lastSeen) + WINDOW_MS),
    ),
};
