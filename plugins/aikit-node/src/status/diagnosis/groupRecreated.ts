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
  /** When it counts no more, in milliseconds of the epoch. */
  historyFrom: number;
}

/** By lists of events, which are never changed. */
const foundIn = new WeakMap<readonly ObservedEvent[], Recreation[]>();

function recreations({ observation }: Situation): Recreation[] {
  const events = observation.eventsAbout(observation.workload.uid);
  const found = foundIn.get(events) ?? events.flatMap(recreationOf);
  foundIn.set(events, found);
  return found;
}

function recreationOf(event: ObservedEvent): Recreation[] {
  const { reason, message, count, lastSeen } = event;
  const match =
    REASONS.includes(reason) &&
    /^Worker pod (\S+) failed.* recreate group (\d+)/.exec(message);
  return match
    ? [
        {
          pod: match[1],
          group: Number(match[2]),
          count,
          historyFrom: Date.parse(lastSeen) + WINDOW_MS,
        },
      ]
    : [];
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
    const recent = recreations(situation).filter(
      ({ historyFrom }) => now.getTime() < historyFrom,
    );
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
    recreations(situation).map(({ historyFrom }) => new Date(historyFrom)),
};
