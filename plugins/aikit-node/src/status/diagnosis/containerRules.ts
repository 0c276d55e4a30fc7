import { ObservedContainer } from '../observed/observed';
import { CRASH_LOOP_MS, TroubleKind } from '../groups/containerTrouble';
import { Rule, Sighting } from './rule';
import { membersOf, Situation, Troubled, troubledBy } from './situation';
import { about, countOf, groupBy, kubectl, quote } from './words';

/** How a container ended: now, or before its last restart. */
function endOf(container: ObservedContainer): {
  exitCode?: number;
  reason?: string;
  message?: string;
} {
  return container.state === 'terminated'
    ? container
    : container.lastTermination ?? {};
}

/** Exit codes that say by themselves what was wrong. */
const EXIT_CODES: Record<number, string> = {
  126: 'the command cannot be executed',
  127: 'the command was not found',
  137: 'killed',
  139: 'segmentation fault',
  143: 'asked to stop',
};

function exitWords({ trouble }: Troubled): string {
  const { exitCode, reason, message } = endOf(trouble.container);
  const meaning = exitCode === undefined ? undefined : EXIT_CODES[exitCode];
  const details = [meaning, reason !== 'Error' && reason, quote(message)]
    .filter(Boolean)
    .join(', ');
  const code = `exit code ${exitCode ?? 'unknown'}`;
  return details ? `${code} (${details})` : code;
}

function logsOf({ member, trouble }: Troubled, namespace: string): string {
  const previous =
    trouble.container.state === 'terminated' ? '' : ' --previous';
  return kubectl(
    `logs ${member.pod.name} -c ${trouble.container.name}${previous}`,
    namespace,
  );
}

/** When containers that were restarted have run for long enough. */
function believedAgain({ members }: Situation): Date[] {
  return members.flatMap(({ pod }) =>
    pod.containers.flatMap(({ state, since, restarts }) =>
      state === 'running' && since && restarts > 0
        ? [new Date(Date.parse(since) + CRASH_LOOP_MS)]
        : [],
    ),
  );
}

function containerRule(options: {
  code: string;
  kind: TroubleKind;
  severity?: 'warning';
  blocking?: boolean;
  applies?(container: ObservedContainer): boolean;
  describe(
    first: Troubled,
    subject: { containers: string; namespace: string; restarts: number },
  ): Pick<Sighting, 'message' | 'remedy'>;
}): Rule {
  const { code, kind, applies = () => true, describe } = options;
  const look = (situation: Situation): Sighting[] => {
    const found = troubledBy(situation, kind).filter(({ trouble }) =>
      applies(trouble.container),
    );
    return groupBy(
      found,
      ({ trouble: { container } }) =>
        `${container.name} ${endOf(container).exitCode}`,
    ).map(some => {
      const members = membersOf(some);
      return {
        ...about(members),
        ...describe(some[0], {
          containers: `Container ${some[0].trouble.container.name} of ${countOf(
            members,
          )}`,
          namespace: situation.observation.workload.namespace,
          restarts: some.reduce(
            (sum, { trouble }) => sum + trouble.container.restarts,
            0,
          ),
        }),
      };
    });
  };
  return {
    code,
    severity: options.severity ?? 'error',
    blocking: options.blocking ?? false,
    diagnose: look,
    deadlines: believedAgain,
  };
}

function isRepeated(container: ObservedContainer): boolean {
  return container.restarts > 0 || container.reason === 'CrashLoopBackOff';
}

function startMessage(container: ObservedContainer): string {
  return container.message ?? endOf(container).message ?? '';
}

function isWrongCommand(container: ObservedContainer): boolean {
  return /executable file not found|no such file or directory|permission denied|exec format error|is a directory/i.test(
    startMessage(container),
  );
}

/** Rules on containers that end, or cannot be started. */
export const containerRules: Rule[] = [
  containerRule({
    code: 'out-of-memory',
    kind: 'memory',
    describe: (_, { containers }) => ({
      message: `${containers} was killed: it used more memory than its limit.`,
      remedy:
        'Raise the memory limit to what the model and its context need, or choose a smaller model or quantization.',
    }),
  }),
  containerRule({
    code: 'invalid-command',
    kind: 'start',
    blocking: true,
    applies: isWrongCommand,
    describe: ({ trouble }, { containers }) => ({
      message: `${containers} cannot start: ${quote(
        startMessage(trouble.container),
      )}.`,
      remedy: `Correct the command, or choose an image that has it; ${trouble.container.image} has not.`,
    }),
  }),
  containerRule({
    code: 'cannot-start',
    kind: 'start',
    applies: container => !isWrongCommand(container),
    describe: ({ trouble }, { containers }) => ({
      message: `${containers} cannot start: ${
        quote(startMessage(trouble.container)) || 'the runtime gives no reason'
      }.`,
      remedy:
        'Correct what the container runtime names. If it names a device or a driver, see to the node.',
    }),
  }),
  containerRule({
    code: 'crash-loop',
    kind: 'crash',
    applies: isRepeated,
    describe: (first, { containers, namespace, restarts }) => ({
      message: `${containers} ends again and again: ${restarts} ${
        restarts === 1 ? 'restart' : 'restarts'
      }, last with ${exitWords(first)}.`,
      remedy: `Read why in its log: ${logsOf(first, namespace)}.`,
    }),
  }),
  containerRule({
    code: 'container-exited',
    kind: 'crash',
    severity: 'warning',
    applies: container => !isRepeated(container),
    describe: (first, { containers, namespace }) => ({
      message: `${containers} has ended with ${exitWords(
        first,
      )}, and is being restarted.`,
      remedy: `If it comes again, read why in its log: ${logsOf(
        first,
        namespace,
      )}.`,
    }),
  }),
];
