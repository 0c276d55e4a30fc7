import { controllerName } from './controllerName';
import { inputFiles } from './inputs';
import { kustomization, kustomizationFile } from './kustomize';
import { below, LayoutFiles, LayoutSource } from './layout';
import type { ArgocdOptions } from './options';
import { yamlFile } from './yamlFile';

const OWN_CLUSTER = 'https://kubernetes.default.svc';

/**
 * The manifests in a folder of their own, and an Application that keeps the
 * cluster to them.
 */
export function argocdFiles(
  source: LayoutSource,
  folder: string,
  options: ArgocdOptions,
): LayoutFiles {
  const manifests = below(folder, 'manifests');
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
      source: { repoURL, targetRevision: revision, path: manifests },
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
  return {
    [below(folder, 'application.yaml')]: yamlFile(application),
    ...kustomizationFile(folder, { resources: ['application.yaml'] }),
    ...kustomization(source, manifests),
    ...inputFiles(source, folder),
  };
}
