import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  createTemplateAction,
  deserializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import type { JsonValue } from '@backstage/types';
import {
  errorLines,
  limitsFor,
  Policy,
  policyIssues,
  readPolicy,
  RenderResult,
  renderWorkload,
  toYaml,
  ValueIssue,
} from '@aikit-backstage/plugin-aikit-common';
import { podSecurityIssues } from '@aikit-backstage/plugin-aikit-node';
import { renderExamples } from '../examples';
import { LayoutSource, withKeptNamespace } from '../layouts/files';
import {
  layoutFiles,
  LayoutName,
  LayoutRequest,
  LAYOUTS,
} from '../layouts/layoutFiles';
import {
  entityReferences,
  targetInput,
  whatRuns,
  workloadInput,
  workloadOutput,
} from '../workloadInput';
import { assertMayRender, RenderAccess } from './assertMayRender';

/**
 * The action `aikit:render`: writes the manifests of a workload into the
 * task's workspace, as one file or in the layout of a repository. It needs
 * neither a cluster nor the AIKit backend. What the policy of the portal does
 * not allow it refuses as the backend does, but for the owner's total.
 *
 * @param options - `access`: who may; without a policy, what holds without
 * configuration
 * @public
 */
export function createRenderAction({
  access,
  policy = readPolicy(undefined),
}: {
  access: RenderAccess;
  policy?: Policy;
}) {
  const { namespace, name } = targetInput;

  return createTemplateAction({
    id: 'aikit:render',
    description:
      'Renders the Kubernetes manifests of an AIKit inference workload into the workspace, as one file or laid out for a GitOps repository',
    examples: renderExamples,
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

      const { namespace: where, name: workload, release, layout } = ctx.input;
      const runs = whatRuns(ctx.input);
      await assertMayRender(
        access,
        { namespace: where, owner: references.owner },
        await ctx.getInitiatorCredentials(),
      );
      const rendered = renderWorkload({
        ...runs,
        namespace: where,
        name: workload,
        ...(release && { release }),
        ...references,
      });
      if (!rendered.ok) {
        throw refused('The workload cannot be rendered', rendered.issues);
      }
      const ofPolicy = judged(policy, references.owner, rendered);
      for (const issue of [...rendered.issues, ...ofPolicy]) {
        ctx.logger.warn(`${issue.severity}: ${issue.path}: ${issue.message}`);
      }

      const files = layout
        ? layOut(
            { ...ctx.input, layout, targetPath: target },
            {
              ...runs,
              ...rendered,
              // The selector of a LeaderWorkerSet is not Helm's.
              release: rendered.kind === 'Deployment' ? release : undefined,
            },
          )
        : { [target]: toYaml(withKeptNamespace(rendered.manifests)) };
      const paths = Object.keys(files).sort();
      for (const path of paths) {
        resolveSafeChildPath(ctx.workspacePath, path);
        await assertNoLink(ctx.workspacePath, path);
      }
      await deserializeDirectoryContents(
        ctx.workspacePath,
        paths.map(path => ({ path, content: Buffer.from(files[path]) })),
      );
      ctx.logger.info(`Rendered ${rendered.summary} to ${paths.join(', ')}`);

      ctx.output('entityRef', references.entityRef);
      ctx.output('endpoint', rendered.endpoint);
      ctx.output('kind', rendered.kind);
      ctx.output('summary', rendered.summary);
      ctx.output('path', target);
      ctx.output('files', paths);
    },
  });
}

/** A workload that could be rendered. */
type Rendered = Extract<RenderResult, { ok: true }>;

/**
 * What the policy says of a workload in a repository: who reviews the change
 * approves it, and how much its owner has elsewhere is not known.
 *
 * @returns warnings
 * @throws InputError that lists what is not allowed
 */
function judged(
  policy: Policy,
  owner: string | undefined,
  { name, namespace, manifests }: Rendered,
): ValueIssue[] {
  const limits = limitsFor(policy, owner);
  const issues = [
    ...policyIssues(limits, { namespace, name, manifests }),
    ...podSecurityIssues(limits, manifests),
  ].map(issue =>
    issue.rule === 'policy-approval'
      ? {
          ...issue,
          message:
            'makes a workload above the size that needs an approval: whoever reviews the change has to see to it',
        }
      : issue,
  );
  if (errorLines(issues).length > 0) {
    throw refused('The policy does not allow this', issues);
  }
  const hasTotal = Object.keys(limits.total).length > 0;
  return hasTotal
    ? [
        ...issues,
        {
          severity: 'warning',
          path: 'owner',
          rule: 'policy-total',
          message:
            'has a limit for all workloads together, which is not counted for manifests in a repository',
        },
      ]
    : issues;
}

/** Where to write: the one file, or the folder of a layout. */
function targetOf({
  layout,
  targetPath = layout ? '.' : 'manifests.yaml',
}: {
  layout?: LayoutName;
  targetPath?: string;
}): string {
  if (!layout && !/\.ya?ml$/.test(targetPath)) {
    throw new InputError(
      `targetPath '${targetPath}' must name a file that ends with .yaml or .yml; a folder needs a layout`,
    );
  }
  if (targetPath.split(/[\\/]/).some(part => /^\.[^.]/.test(part))) {
    throw new InputError(
      `targetPath '${targetPath}' must not lead into a hidden folder, such as .git: choose one whose name does not start with "."`,
    );
  }
  return targetPath;
}

/**
 * What an earlier step of the task put into the workspace may be a link, by
 * which a file would come to be somewhere else.
 *
 * @throws InputError
 */
async function assertNoLink(workspace: string, path: string): Promise<void> {
  let file = workspace;
  for (const part of path.split(/[\\/]/)) {
    file = join(file, part);
    const found = await lstat(file).catch(() => undefined);
    if (found?.isSymbolicLink()) {
      throw new InputError(
        `${path} cannot be written, because ${part} is a symbolic link: choose another targetPath`,
      );
    }
  }
}

/** The files of a layout, by their path in the workspace. */
function layOut(request: LayoutRequest, source: LayoutSource) {
  const result = layoutFiles(request, source);
  if (!result.ok) {
    throw refused('The files cannot be laid out', result.issues);
  }
  return result.files;
}

/** The error that lists what is wrong, a line each. */
function refused(what: string, issues: ValueIssue[]): InputError {
  return new InputError(`${what}:\n${errorLines(issues).join('\n')}`);
}
