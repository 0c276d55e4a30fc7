import { inputFiles } from './inputs';
import { kustomization } from './kustomize';
import { below, LayoutFiles, LayoutSource } from './layout';
import type { ArgocdOptions } from './options';
import { yamlFile } from './yamlFile';

const OWN_CLUSTER = 'https://kubernetes.default.svc';

/**
 * The manifests in a folder of their own, and an Application that keeps the
 * cluster to them. It has the workload's name: where Argo CD marks what it
 * keeps by the label `app.kubernetes.io/instance`, the mark is what the
 * manifests say anyway.
 */
export function argocdFiles(
  source: LayoutSource,
  folder: string,
  options: ArgocdOptions,
): LayoutFiles {
  const manifests = below(folder, 'manifests');
  const { repoURL, revision, project, server, cluster } = options;
  const application = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: source.name, namespace: options.namespace },
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
    ...kustomization(source, manifests),
    ...inputFiles(source, folder),
  };
}
