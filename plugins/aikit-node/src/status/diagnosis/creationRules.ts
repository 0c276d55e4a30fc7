import { refusalDeadlines } from './refusals';
import { Rule, Sighting } from './rule';
import { Situation } from './situation';
import { groupBy, groupsSubject, quote } from './words';

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

function refusalsPass({ observation }: Situation): Date[] {
  return refusalDeadlines(observation);
}

function creationRule(kind: RefusalKind): Rule {
  const { code, blocking } = kind;
  return {
    code,
    severity: blocking ? 'error' : 'warning',
    blocking,
    diagnose(situation) {
      const found = situation.refusals.filter(
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
    deadlines: refusalsPass,
  };
}

/** Rules on pods that the API server did not let be made. */
export const creationRules: Rule[] = KINDS.map(creationRule);
