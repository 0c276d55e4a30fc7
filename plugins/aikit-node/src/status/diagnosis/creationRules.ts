import { ObservedPodSet } from '../observed/observed';
import { LWS_LABELS } from '../observed/labels';
import { Rule, Sighting } from './rule';
import { Situation } from './situation';
import { groupBy, groupsSubject, quote } from './words';

/**
 * A controller tries again at growing intervals of up to 17 minutes; what it
 * said longer ago is history.
 */
const MAX_AGE_MS = 20 * 60 * 1000;

interface Refusal {
  message: string;
  /** The group that the pods are of; undefined for leaders and servers. */
  group?: number;
}

/** Attempts to create pods or pod sets that have failed, and still matter. */
export function refusals(situation: Situation): Refusal[] {
  const { workload, podSets } = situation.observation;
  const own = podSets.length === 0 ? recent(situation, workload.uid) : [];
  return [
    ...own.slice(0, 1).map(({ message }) => ({ message })),
    ...podSets.flatMap(set => {
      const message = refusalOf(situation, set);
      const group = set.labels[LWS_LABELS.groupIndex];
      return message === undefined
        ? []
        : [{ message, ...(group !== undefined && { group: Number(group) }) }];
    }),
  ];
}

function recent({ context, now }: Situation, uid: string) {
  return context
    .eventsOn(uid)
    .filter(
      ({ reason, lastSeen }) =>
        reason === 'FailedCreate' &&
        now.getTime() - Date.parse(lastSeen) < MAX_AGE_MS,
    );
}

function refusalOf(
  situation: Situation,
  set: ObservedPodSet,
): string | undefined {
  const pods = situation.context.podsOf(set.uid);
  if (pods.length >= set.replicas) {
    return undefined;
  }
  const condition = set.conditions.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (condition) {
    return condition.message;
  }
  const [event] = recent(situation, set.uid);
  // A pod made since then shows that the cause has gone.
  const outdated = pods.some(
    ({ createdAt }) => Date.parse(createdAt) > Date.parse(event?.lastSeen),
  );
  return outdated ? undefined : event?.message;
}

/** A cause of refusals, known by what the controller says. */
interface RefusalKind {
  code: string;
  pattern: RegExp;
  blocking: boolean;
  describe(
    cause: string,
    situation: Situation,
  ): Omit<Sighting, 'subject' | 'groups'>;
}

const KINDS: RefusalKind[] = [
  {
    code: 'name-too-long',
    pattern: /must be no more than \d+ (characters|bytes)/,
    blocking: true,
    describe: (_, { observation: { workload } }) => ({
      message: `Pods cannot be created: with the name ${workload.name}, of ${workload.name.length} characters, a label that Kubernetes derives from it is too long.`,
      remedy:
        'Choose a name of at most 48 characters: remove this workload, and submit it under the new name.',
    }),
  },
  {
    code: 'pod-security-violation',
    pattern: /violates PodSecurity/,
    blocking: true,
    describe: (cause, { observation: { workload } }) => ({
      message: `Pods cannot be created: namespace ${workload.namespace} does not allow them. ${cause}.`,
      remedy:
        "Change the security contexts and volumes that are named, or have the namespace's pod security level changed.",
    }),
  },
  {
    code: 'quota-exceeded',
    pattern: /exceeded quota/,
    // Other pods of the namespace may end, those being replaced among them.
    blocking: false,
    describe: (cause, { observation: { workload } }) => ({
      message: `Pods cannot be created: the quota of namespace ${workload.namespace} is used up. ${cause}.`,
      remedy:
        'Lower what the workload asks for, remove something else from the namespace, or have the quota raised.',
    }),
  },
  {
    code: 'admission-webhook-away',
    pattern: /failed calling webhook/,
    blocking: false,
    describe: cause => ({
      message: `Pods cannot be created: an admission webhook of the cluster does not answer. ${cause}.`,
      remedy:
        'See that the service of the webhook that is named runs. The controller tries again by itself.',
    }),
  },
  {
    code: 'pods-not-created',
    pattern: /./,
    blocking: true,
    describe: cause => ({
      message: `Pods cannot be created. ${cause}.`,
      remedy: 'Change what the cluster objects to, and submit again.',
    }),
  },
];

function creationRule(kind: RefusalKind): Rule {
  const { code, blocking } = kind;
  return {
    code,
    severity: blocking ? 'error' : 'warning',
    blocking,
    diagnose(situation) {
      const found = refusals(situation).filter(
        // The first rule that knows a message has it.
        ({ message }) =>
          KINDS.find(({ pattern }) => pattern.test(message)) === kind,
      );
      const { name } = situation.observation.workload;
      // Messages differ by the names of pods only: one stands for all.
      return groupBy(found, ({ group }) => `${group === undefined}`).map(
        some => {
          const groups = some.flatMap(({ group }) => group ?? []);
          return {
            subject: groups.length > 0 ? groupsSubject(groups) : name,
            groups,
            ...kind.describe(quote(some[0].message), situation),
          };
        },
      );
    },
    deadlines: ({ observation }) =>
      observation.events
        .filter(({ reason }) => reason === 'FailedCreate')
        .map(({ lastSeen }) => new Date(Date.parse(lastSeen) + MAX_AGE_MS)),
  };
}

/** Rules on pods that the API server did not let be made. */
export const creationRules: Rule[] = KINDS.map(creationRule);
