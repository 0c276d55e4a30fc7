import { isErrorWithName } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { AikitService } from '@aikit-backstage/plugin-aikit-node';
import { removeExamples } from '../examples';
import { targetInput } from '../workloadInput';

/**
 * The action `aikit:remove`: removes a workload and all that was submitted with
 * it. It may run again: that there is no such workload (or none that the user
 * may see) is said in the log and is no error. A cluster that does not exist is
 * one.
 *
 * @public
 */
export function createRemoveAction(options: { aikit: AikitService }) {
  const { aikit } = options;

  return createTemplateAction({
    id: 'aikit:remove',
    description:
      'Removes an AIKit inference workload, its Service and its autoscaler from a cluster',
    examples: removeExamples,
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
      const backend = aikit.as(await ctx.getInitiatorCredentials());
      const where = `${cluster}/${namespace}`;

      const remove = async (): Promise<string[]> => {
        if (ctx.isDryRun) {
          const { workload } = await backend.workload(target);
          const seen = `${workload.kind} ${workload.name}`;
          ctx.logger.info(
            `Dry run, nothing removed: ${seen} in ${where}, with all that was submitted with it`,
          );
          return [seen];
        }
        const { objects } = await backend.remove(target);
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

/**
 * Whether the AIKit backend says that there is no such workload, or none that
 * the user may see: it does not tell these two apart. Other things that are not
 * found do not count: if the cluster's name is wrong, the workload may exist.
 */
function isNoWorkload(error: unknown): error is Error {
  return (
    isErrorWithName(error, 'NotFoundError') && error.missing === 'workload'
  );
}
