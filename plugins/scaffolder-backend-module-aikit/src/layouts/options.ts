import { z } from 'zod';
import { dnsLabel, objectName } from '@aikit-backstage/plugin-aikit-common';

const HTTPS_URL = /^https?:\/\/[^\s/@]+(\/[^\s/]+)+$/;
const SSH_URL = /^(ssh:\/\/)?[\w.-]+@[^\s/:@]+[:/][^\s]+$/;

/** URL that a controller clones from; its credentials are the controller's. */
const repoUrl = z
  .string()
  .refine(url => HTTPS_URL.test(url) || SSH_URL.test(url), {
    error:
      'must be the URL that the controller clones from, without credentials: https://host/owner/repository.git or git@host:owner/repository.git',
    params: { rule: 'repository-url' },
  });

/** A branch, tag or commit. */
const revision = z
  .string()
  .refine(name => /^[\w][\w./-]*$/.test(name) && !name.includes('..'), {
    error: 'must be a branch, tag or commit, such as main',
    params: { rule: 'git-revision', suggestion: 'main' },
  });

/** A path relative to the root, which is '', without a slash at its end. */
export function folderOf(path: string): string {
  return path.replace(/^\.(\/|$)/, '').replace(/\/$/, '');
}

/**
 * Where a folder's files go in the repository: segments of plain characters,
 * relative to its root. It is the same in the task's workspace.
 */
export const repositoryPath = z.string().refine(
  path =>
    folderOf(path) === '' ||
    folderOf(path)
      .split('/')
      .every(part => /^[\w-][\w.-]*$/.test(part)),
  {
    error:
      'must be a folder relative to the root of the repository, such as clusters/us-east/team/chat: letters, digits, "-", "_" and "." in each part, which is not hidden',
    params: { rule: 'repository-path', suggestion: '.' },
  },
);

/**
 * What an Argo CD Application needs to know beside the manifests.
 *
 * @public
 */
export const argocdOptionsSchema = z
  .strictObject({
    /** Repository, as Argo CD clones it. */
    repoURL: repoUrl,
    revision: revision.default('HEAD'),
    project: objectName.default('default'),
    /** Namespace of the Application itself. */
    namespace: dnsLabel.default('argocd'),
    /** Address of the destination's API server; default: Argo CD's own. */
    server: z
      .url({
        protocol: /^https$/,
        error: 'must be the https address of an API server',
      })
      .optional(),
    /** Name of the destination as Argo CD knows it, in place of `server`. */
    cluster: z.string().min(1).optional(),
  })
  .refine(({ server, cluster }) => !(server && cluster), {
    error: 'is another way to say what cluster says: give one of them',
    path: ['server'],
    params: { rule: 'one-destination', suggestion: null },
  });

/**
 * What a Flux Kustomization needs to know beside the manifests.
 *
 * @public
 */
export const fluxOptionsSchema = z.strictObject({
  /** Name of the GitRepository that follows the repository. */
  sourceName: objectName,
  /** Its namespace; default: that of the Kustomization. */
  sourceNamespace: dnsLabel.optional(),
  /** Namespace of the Kustomization itself. */
  namespace: dnsLabel.default('flux-system'),
  interval: z
    .string()
    .refine(text => /^([0-9]+(ms|s|m|h))+$/.test(text), {
      error: 'must be a duration, such as 10m',
      params: { rule: 'duration', suggestion: '10m' },
    })
    .default('10m'),
  /** Secret with the kubeconfig of another cluster than Flux's own. */
  kubeConfigSecret: objectName.optional(),
});

/** @public */
export type ArgocdOptions = z.output<typeof argocdOptionsSchema>;
/** @public */
export type FluxOptions = z.output<typeof fluxOptionsSchema>;
