import { missingObject } from './configurationRules';
import { Rule } from './rule';
import { Member, Situation } from './situation';
import { about, countOf, groupBy, quote } from './words';

/** Large models take minutes to load; the probes' own limits are not seen. */
const PATIENCE_MS = 10 * 60 * 1000;

/** Of what a pod's start waits for, what went wrong last. */
const START_FAILURES = [
  'FailedMount',
  'FailedAttachVolume',
  'FailedMapVolume',
  'FailedCreatePodSandBox',
];
const START_SUCCESSES = ['Pulling', 'Pulled', 'Created', 'Started'];

function startFailure({ observation }: Situation, { pod }: Member) {
  const latest = observation
    .eventsAbout(pod.uid)
    .find(({ reason }) =>
      [...START_FAILURES, ...START_SUCCESSES].includes(reason),
    );
  return latest &&
    START_FAILURES.includes(latest.reason) &&
    !missingObject(latest.message)
    ? latest
    : undefined;
}

function unready({ members }: Situation): { member: Member; since: number }[] {
  return members.flatMap(member =>
    member.status.state === 'running' && member.status.since
      ? [{ member, since: Date.parse(member.status.since) }]
      : [],
  );
}

/** Rules on pods that take longer than they should. */
export const slowRules: Rule[] = [
  {
    code: 'start-held-up',
    severity: 'warning',
    blocking: false,
    diagnose(situation) {
      const found = situation.members.flatMap(member => {
        const event =
          member.status.state === 'starting'
            ? startFailure(situation, member)
            : undefined;
        return event ? [{ member, event }] : [];
      });
      return groupBy(found, ({ event }) => event.reason).map(some => {
        const members = some.map(({ member }) => member);
        return {
          ...about(members),
          message: `${countOf(members)} held up before the start: ${quote(
            some[0].event.message,
          )}.`,
          remedy:
            some[0].event.reason === 'FailedCreatePodSandBox'
              ? 'See to the network plugin and the container runtime of the node.'
              : 'See to the volume that is named: its claim, its storage class, and whether another node holds it.',
        };
      });
    },
  },
  {
    code: 'not-ready-for-long',
    severity: 'warning',
    blocking: false,
    diagnose(situation) {
      const now = situation.now.getTime();
      const late = unready(situation).filter(
        ({ since }) => now - since >= PATIENCE_MS,
      );
      if (late.length === 0) {
        return [];
      }
      const members = late.map(({ member }) => member);
      const probe = members
        .flatMap(({ pod }) => situation.observation.eventsAbout(pod.uid))
        .find(({ reason }) => reason === 'Unhealthy');
      return [
        {
          ...about(members),
          message: `${countOf(
            members,
          )} running for over 10 min without becoming ready${
            probe ? `: ${quote(probe.message)}` : ''
          }.`,
          remedy: probe
            ? 'See in the log what the server waits for. If it only needs longer, allow the probe more time; if it listens elsewhere, correct the port or path of the probe.'
            : 'See in the log what the server waits for.',
        },
      ];
    },
    deadlines: situation =>
      unready(situation).map(({ since }) => new Date(since + PATIENCE_MS)),
  },
];
