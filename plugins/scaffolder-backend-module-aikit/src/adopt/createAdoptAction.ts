import {
  choiceOf,
  DEFAULT_VALUES,
  mergeValues,
  ReleaseTarget,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { AikitService } from '@aikit-backstage/plugin-aikit-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { adoptExamples } from '../examples';
import {
  entityReferences,
  targetInput,
  workloadInput,
  workloadOutput,
} from '../workloadInput';
import { adoptionLines } from './adoptionLines';

/**
 * The action `aikit:adopt`: takes over what Helm installed from the AIKit chart
 * while its pods run on, and outputs the values to submit from then on. Its log
 * shows what changes now, and what the next submission will change.
 *
 * @public
 */
export function createAdoptAction(options: { aikit: AikitService }) {
  const { aikit } = options;
  const { cluster, namespace } = targetInput;
  const { entityRef, owner, system } = workloadInput;

  return createTemplateAction({
    id: 'aikit:adopt',
    description:
      'Takes over the workload of a Helm release of the AIKit chart, without touching its pods',
    examples: adoptExamples,
    supportsDryRun: true,
    schema: {
      input: {
        cluster,
        namespace,
        release: z => z.string().min(1).describe('Name of the Helm release'),
        entityRef,
        owner,
        system,
        dryRun: z =>
          z
            .boolean()
            .optional()
            .describe('Only show what would change; default false'),
        forget: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Delete Helm’s records of the release, and its objects that are no part of the workload; default false',
            ),
      },
      output: {
        entityRef: workloadOutput.entityRef,
        kind: workloadOutput.kind,
        name: z => z.string().describe('Name of the workload'),
        values: z =>
          z
            .record(z.any())
            .describe('Values to submit the workload with from now on'),
        inference: z =>
          z
            .record(z.any())
            .describe(
              'The same as the template aikit-inference has them in its form: preset, inputs, values',
            ),
        restarts: z =>
          z
            .boolean()
            .describe('Whether the next submission of them replaces the pods'),
        error: z =>
          z
            .string()
            .optional()
            .describe('Why the values cannot be submitted as they are'),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      const target: ReleaseTarget = {
        cluster: input.cluster,
        namespace: input.namespace,
        release: input.release,
      };
      const backend = aikit.as(await ctx.getInitiatorCredentials());
      const { workload } = await backend.release(target);
      const references = entityReferences({ ...input, name: workload });

      const dryRun = ctx.isDryRun === true || input.dryRun === true;
      const adopted = await backend.adopt(target, {
        ...references,
        ...(dryRun && { dryRun }),
        ...(input.forget && { forget: true }),
      });
      adoptionLines(adopted).forEach(line => logger.info(line));
      adopted.hints.forEach(hint => logger.warn(hint));

      ctx.output('entityRef', references.entityRef);
      ctx.output('name', adopted.workload);
      ctx.output('kind', adopted.kind);
      ctx.output('values', adopted.values);
      ctx.output('inference', inferenceOf(adopted.values));
      ctx.output('restarts', adopted.next.restarts);
      ctx.output('error', adopted.next.error);
    },
  });
}

/** The preset whose values are the chart's own. */
const PRESET = 'aikit';

/**
 * Values of the chart as the form of the template `aikit-inference` holds them
 * under `inference`.
 */
function inferenceOf(values: ValuesMap) {
  const choice = choiceOf(
    { name: PRESET },
    mergeValues(DEFAULT_VALUES, values),
  );
  return {
    preset: PRESET,
    inputs: choice?.preset.inputs ?? {},
    values: choice?.values ?? values,
  };
}
