import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { AikitService } from '@aikit-backstage/plugin-aikit-node';
import { targetInput } from '../input/workloadInput';
import { isNoWorkload } from './isNoWorkload';
import { examples } from './remove.examples';

/**
 * The action `aikit:remove`: removes a workload and all that was submitted
 * with it. A workload that is not there is no error, so it can run again; the
 * log says that it may also be one which the user may not see. A cluster that is
 * not there is an error.
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

      const remove = async (): Promise<string[]> => {
        if (ctx.isDryRun) {
          const { workload } = await aikit.workload(target, { credentials });
          const seen = `${workload.kind} ${workload.name}`;
          ctx.logger.info(
            `Dry run, nothing removed: ${seen} in ${where}, with all that was submitted with it`,
          );
          return [seen];
        }
        const { objects } = await aikit.remove(target, { credentials });
        const gone = objects.map(object => `${object.kind} ${object.name}`);
        ctx.logger.info(`Removed ${gone.join(', ')} from ${where}`);
        return gone;
      };

      const removed = await remove().catch((error: unknown): string[] => {
        if (!isNoWorkload(error)) {
          throw error;
        }
        ctx.logger.warn(`Nothing removed: ${error.message}`);
        return [];
      });
      ctx.output('removed', removed);
    },
  });
}
