import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ObjectChange } from '@aikit-backstage/plugin-aikit-common';
import {
  AikitService,
  Clock,
  systemClock,
} from '@aikit-backstage/plugin-aikit-node';
import { deployExamples } from '../examples';
import {
  entityReferences,
  targetInput,
  whatRuns,
  workloadInput,
  workloadOutput,
} from '../workloadInput';
import { formatDuration, progressLine } from './progress';
import { WaitingCancelledError, waitUntilReady } from './waitUntilReady';

const DEFAULT_TIMEOUT_SECONDS = 600;

/** Milliseconds that the backend has to answer one look at the workload. */
const LOOK_TIMEOUT_MS = 15_000;

/**
 * The action `aikit:deploy`: submits a workload through the AIKit backend in
 * the name of the task's initiator, and waits until it is ready.
 *
 * Run again with the same input it changes nothing, so that a recovered task
 * goes on where it stopped.
 *
 * @public
 */
export function createDeployAction(options: {
  aikit: AikitService;
  clock?: Clock;
}) {
  const { aikit, clock = systemClock } = options;

  return createTemplateAction({
    id: 'aikit:deploy',
    description:
      'Renders an AIKit inference workload, submits it to a cluster and waits until it is ready',
    examples: deployExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...targetInput,
        ...workloadInput,
        wait: z =>
          z
            .boolean()
            .optional()
            .describe('Wait until the workload is ready; default true'),
        timeoutSeconds: z =>
          z
            .number()
            .positive()
            .optional()
            .describe(
              `Seconds until the task fails if the workload is not ready; default ${DEFAULT_TIMEOUT_SECONDS}`,
            ),
        force: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Take over fields that another field manager owns; default false',
            ),
      },
      output: {
        ...workloadOutput,
        readyPods: z =>
          z
            .number()
            .optional()
            .describe('Pods that are ready; absent when nothing was awaited'),
      },
    },
    async handler(ctx) {
      const { cluster, namespace, name, force } = ctx.input;
      const { wait = true, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } =
        ctx.input;
      const target = { cluster, namespace, name };
      const references = entityReferences(ctx.input);
      const { entityRef } = references;
      const backend = aikit.as(await ctx.getInitiatorCredentials());
      const dryRun = ctx.isDryRun === true;

      // The signal is not passed on: half a submission helps nobody.
      const submitted = await backend.deploy(target, {
        ...whatRuns(ctx.input),
        ...references,
        ...(force !== undefined && { force }),
        ...(dryRun && { dryRun }),
      });
      ctx.logger.info(`Rendered ${submitted.summary}`);
      for (const { severity, path, message } of submitted.issues) {
        ctx.logger.warn(`${severity}: ${path}: ${message}`);
      }
      ctx.logger.info(describeChanges(submitted.objects, { dryRun }));

      ctx.output('entityRef', entityRef);
      ctx.output('endpoint', submitted.endpoint);
      ctx.output('kind', submitted.kind);
      ctx.output('summary', submitted.summary);

      if (wait && !dryRun) {
        const { workload, took } = await waitUntilReady({
          submitted,
          entityRef,
          look: () =>
            backend.workload(target, { signal: lookSignal(ctx.signal) }),
          report: line => ctx.logger.info(line),
          timeoutMs: timeoutSeconds * 1000,
          signal: ctx.signal,
          clock,
        }).catch(error => {
          if (error instanceof WaitingCancelledError) {
            ctx.logger.warn(error.message);
          }
          throw error;
        });
        ctx.logger.info(
          `${progressLine(workload)} · took ${formatDuration(took)}`,
        );
        ctx.output('readyPods', workload.pods.ready);
      }
      ctx.logger.info(`Endpoint ${submitted.endpoint} · entity ${entityRef}`);
    },
  });
}

function lookSignal(signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(LOOK_TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

/**
 * What a submission did, or would do, to each object:
 * `Applied LeaderWorkerSet chat (created), Service chat (unchanged)`.
 */
function describeChanges(
  objects: ObjectChange[],
  options: { dryRun: boolean },
): string {
  const list = objects.map(
    ({ kind, name, change }) => `${kind} ${name} (${change})`,
  );
  const verb = options.dryRun ? 'Dry run, nothing applied:' : 'Applied';
  return `${verb} ${list.join(', ')}`;
}
