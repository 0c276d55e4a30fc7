import { isErrorWithName } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { AikitService } from '@aikit-backstage/plugin-aikit-node';
import { targetInput } from '../input/workloadInput';
import { examples } from './remove.examples';

/**
 * The action `aikit:remove`: removes a workload and all that was submitted
 * with it. A workload that is not there is no error, so it can run again.
 *
 * @public
 */
export function createRemoveAction(options: { aikit: AikitService }) {
  const { aikit } = options;

  return createTemplateAction({
    id: 'aikit:remove',
    description:
      'Removes an AIKit inference workload, its Service and its autoscaler from a cluster',
    examples,
    supportsDryRun: true,
    schema: {
      input: targetInput,
      output: {
        removed: z =>
          z
            .array(z.string())
            .describe('Removed objects, such as LeaderWorkerSet chat'),
      },
    },
    async handler(ctx) {
      const { cluster, namespace, name } = ctx.input;
      const target = { cluster, namespace, name };
      const credentials = await ctx.getInitiatorCredentials();
      const where = `${cluster}/${namespace}`;

      const removed = await orNone(async () => {
        if (ctx.isDryRun) {
          const { workload } = await aikit.workload(target, { credentials });
          return [`${workload.kind} ${workload.name}`];
        }
        const { objects } = await aikit.remove(target, { credentials });
        return objects.map(object => `${object.kind} ${object.name}`);
      });

      if (removed.length === 0) {
        ctx.logger.info(`Nothing to remove: no workload ${name} in ${where}`);
      } else if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run, nothing removed: ${removed} in ${where}, with all that was submitted with it`,
        );
      } else {
        ctx.logger.info(`Removed ${removed.join(', ')} from ${where}`);
      }
      ctx.output('removed', removed);
    },
  });
}

async function orNone(list: () => Promise<string[]>): Promise<string[]> {
  try {
    return await list();
  } catch (error) {
    if (isErrorWithName(error, 'NotFoundError')) {
      return [];
    }
    throw error;
  }
}
