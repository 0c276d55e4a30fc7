import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { renderWorkload, toYaml } from '@aikit-backstage/plugin-aikit-common';
import { entityReferences } from '../input/entityReferences';
import {
  targetInput,
  workloadInput,
  workloadOutput,
} from '../input/workloadInput';
import { examples } from './render.examples';

const DEFAULT_TARGET_PATH = 'manifests.yaml';

/**
 * The action `aikit:render`: writes the manifests of a workload into the
 * task's workspace. It needs neither a cluster nor the AIKit backend.
 *
 * @public
 */
export function createRenderAction() {
  const { namespace, name } = targetInput;

  return createTemplateAction({
    id: 'aikit:render',
    description:
      'Renders the Kubernetes manifests of an AIKit inference workload into a file of the workspace',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        namespace,
        name,
        ...workloadInput,
        targetPath: z =>
          z
            .string()
            .optional()
            .describe(
              `File in the workspace that all manifests are written to; default ${DEFAULT_TARGET_PATH}`,
            ),
      },
      output: {
        ...workloadOutput,
        path: z => z.string().describe('The file, relative to the workspace'),
      },
    },
    async handler(ctx) {
      const { values, targetPath = DEFAULT_TARGET_PATH } = ctx.input;
      if (!/\.ya?ml$/.test(targetPath)) {
        throw new InputError(
          `targetPath '${targetPath}' must name a file that ends with .yaml or .yml`,
        );
      }
      const file = resolveSafeChildPath(ctx.workspacePath, targetPath);
      const references = entityReferences(ctx.input);

      const rendered = renderWorkload({
        values,
        namespace: ctx.input.namespace,
        name: ctx.input.name,
        ...references,
      });
      if (!rendered.ok) {
        const errors = rendered.issues.filter(
          ({ severity }) => severity === 'error',
        );
        throw new InputError(
          `The workload cannot be rendered:\n${errors
            .map(({ path, message }) => `${path}: ${message}`)
            .join('\n')}`,
        );
      }
      for (const { severity, path, message } of rendered.issues) {
        ctx.logger.warn(`${severity}: ${path}: ${message}`);
      }

      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, toYaml(rendered.manifests));
      ctx.logger.info(`Rendered ${rendered.summary} to ${targetPath}`);

      ctx.output('entityRef', references.entityRef);
      ctx.output('endpoint', rendered.endpoint);
      ctx.output('kind', rendered.kind);
      ctx.output('summary', rendered.summary);
      ctx.output('path', targetPath);
    },
  });
}
