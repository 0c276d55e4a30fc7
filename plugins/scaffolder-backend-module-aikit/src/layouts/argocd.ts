import { z } from 'zod';
import { dnsLabel, objectName } from '@aikit-backstage/plugin-aikit-common';
import { controllerName } from './controllerName';
import {
  appliedFiles,
  LayoutFiles,
  LayoutSource,
  manifestsFolder,
} from './files';

const HTTPS_URL = /^https?:\/\/[^\s/@]+(\/[^\s/]+)+$/;
const SSH_URL = /^(ssh:\/\/)?[\w.-]+@[^\s/:@]+[:/][^\s]+$/;

/** URL that Argo CD clones from, with credentials of its own. */
const repoUrl = z
  .string()
  .refine(url => HTTPS_URL.test(url) || SSH_URL.test(url), {
    error:
      'must be the URL that the controller clones from, without credentials: https://host/owner/repository.git or git@host:owner/repository.git',
    params: { rule: 'repository-url' },
  });

/** What an Argo CD Application says beside where the manifests are. */
export const argocdOptionsSchema = z
  .strictObject({
    /** Repository, as Argo CD clones it. */
    repoURL: repoUrl,
    /** A branch, tag or commit. */
    revision: z
      .string()
      .refine(name => /^[\w][\w./-]*$/.test(name) && !name.includes('..'), {
        error: 'must be a branch, tag or commit, such as main',
        params: { rule: 'git-revision', suggestion: 'main' },
      })
      .default('HEAD'),
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
    error: 'cannot be given together with cluster: both name the destination',
    path: ['server'],
    params: { rule: 'one-destination', suggestion: null },
  });

const OWN_CLUSTER = 'https://kubernetes.default.svc';

/** The manifests, and the Application with which Argo CD applies them. */
export function argocdFiles(
  source: LayoutSource,
  folder: string,
  options: z.output<typeof argocdOptionsSchema>,
): LayoutFiles {
  const { repoURL, revision, project, server, cluster } = options;
  const destination = cluster ?? server?.replace(/^https:\/\//, '');
  const application = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: controllerName(source, destination),
      namespace: options.namespace,
    },
    spec: {
      project,
      source: {
        repoURL,
        targetRevision: revision,
        path: manifestsFolder(folder),
      },
      destination: {
        ...(cluster ? { name: cluster } : { server: server ?? OWN_CLUSTER }),
        namespace: source.namespace,
      },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['ServerSideApply=true'],
      },
    },
  };
  return appliedFiles(source, folder, {
    file: 'application.yaml',
    object: application,
  });
}
