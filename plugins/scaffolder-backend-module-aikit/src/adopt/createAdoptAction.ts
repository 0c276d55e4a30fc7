import {
  AikitService,
  ReleaseTarget,
} from '@aikit-backstage/plugin-aikit-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { entityReferences } from '../input/entityReferences';
import { targetInput, workloadInput } from '../input/workloadInput';
import { examples } from './adopt.examples';
import { adoptionLines } from './adoptionLines';
import { inferenceOf } from './inferenceOf';

/**
 * The action `aikit:adopt`: takes over what Helm has installed from the AIKit
 * chart, while its pods go on running, and gives the values to submit from
 * then on. Its log shows what changes now, and what the next submission will.
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
    examples,
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
        entityRef: z =>
          z.string().describe('Catalog entity, such as component:default/chat'),
        name: z => z.string().describe('Name of the workload'),
        kind: z =>
          z
            .enum(['LeaderWorkerSet', 'Deployment'])
            .describe('Kubernetes kind of the workload'),
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
      const credentials = await ctx.getInitiatorCredentials();
      const { workload } = await aikit.release(target, { credentials });
      const references = entityReferences({ ...input, name: workload });

      const dryRun = ctx.isDryRun === true || input.dryRun === true;
      const adopted = await aikit.adopt(
        target,
        {
          ...references,
          ...(dryRun && { dryRun }),
          ...(input.forget && { forget: true }),
        },
        { credentials },
      );
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
