import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonValue } from '@backstage/types';
import {
  errorLines,
  RenderInput,
  renderWorkload,
} from '@aikit-backstage/plugin-aikit-common';
import { LAYOUTS } from '../layouts/layoutFiles';
import {
  entityReferences,
  targetInput,
  whatRuns,
  workloadInput,
  workloadOutput,
} from '../workloadInput';
import { filesOf, targetOf } from './filesOf';
import { examples } from './render.examples';

/**
 * The action `aikit:render`: writes the manifests of a workload into the
 * task's workspace, as one file or in the layout of a repository. It needs
 * neither a cluster nor the AIKit backend.
 *
 * @public
 */
export function createRenderAction() {
  const { namespace, name } = targetInput;

  return createTemplateAction({
    id: 'aikit:render',
    description:
      'Renders the Kubernetes manifests of an AIKit inference workload into the workspace, as one file or laid out for a GitOps repository',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        namespace,
        name,
        release: z =>
          z
            .string()
            .optional()
            .describe(
              'Helm release that installed the workload; its Deployment keeps the selector with that name, since a selector cannot be changed',
            ),
        ...workloadInput,
        targetPath: z =>
          z
            .string()
            .optional()
            .describe(
              'Where to write in the workspace. Without a layout, the file for all manifests; default manifests.yaml. With a layout, the folder of the repository, whose root is that of the workspace; default its root',
            ),
        layout: z =>
          z
            .enum(LAYOUTS)
            .optional()
            .describe(
              'Layout of a repository that a GitOps controller follows, with the inputs beside the manifests; default a single file with only the manifests',
            ),
        argocd: z =>
          z
            .record(z.custom<JsonValue>())
            .optional()
            .describe(
              'For the layout argocd: repoURL; optionally revision, project, namespace, and the server or cluster to deploy to',
            ),
        flux: z =>
          z
            .record(z.custom<JsonValue>())
            .optional()
            .describe(
              'For the layout flux: sourceName of the GitRepository; optionally sourceNamespace, namespace, interval, kubeConfigSecret',
            ),
      },
      output: {
        ...workloadOutput,
        path: z =>
          z.string().describe('The file or folder, relative to the workspace'),
        files: z =>
          z
            .array(z.string())
            .describe('All files written, relative to the workspace'),
      },
    },
    async handler(ctx) {
      const target = targetOf(ctx.input);
      const references = entityReferences(ctx.input);

      const { namespace: where, name: workload, release } = ctx.input;
      const result = rendered({
        ...whatRuns(ctx.input),
        namespace: where,
        name: workload,
        ...(release && { release }),
        ...references,
      });
      for (const { severity, path, message } of result.issues) {
        ctx.logger.warn(`${severity}: ${path}: ${message}`);
      }

      const files = filesOf(ctx.input, result);
      await writeFiles(ctx.workspacePath, files);
      const paths = Object.keys(files).sort();
      ctx.logger.info(`Rendered ${result.summary} to ${paths.join(', ')}`);

      ctx.output('entityRef', references.entityRef);
      ctx.output('endpoint', result.endpoint);
      ctx.output('kind', result.kind);
      ctx.output('summary', result.summary);
      ctx.output('path', target);
      ctx.output('files', paths);
    },
  });
}

/**
 * The manifests of a workload.
 *
 * @throws InputError that lists what is wrong, a line each
 */
function rendered(input: RenderInput) {
  const result = renderWorkload(input);
  if (!result.ok) {
    throw new InputError(
      `The workload cannot be rendered:\n${errorLines(result.issues).join(
        '\n',
      )}`,
    );
  }
  return result;
}

/**
 * Writes files into a task's workspace, and makes their folders.
 *
 * @param files - by their path in the workspace
 * @throws NotAllowedError for a path outside of it, before anything is written
 */
async function writeFiles(
  workspacePath: string,
  files: Record<string, string>,
): Promise<void> {
  const resolved = Object.entries(files).map(
    ([path, content]) =>
      [resolveSafeChildPath(workspacePath, path), content] as const,
  );
  for (const [file, content] of resolved) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
