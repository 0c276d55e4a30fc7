import type { Manifest } from '@aikit-backstage/plugin-aikit-common';

/**
 * Has a controller leave an object where it is when the repository has it no
 * more, and when its Application or Kustomization goes. Argo CD also has to be
 * told that this is no difference: it would report one for good, and go on
 * syncing.
 *
 * Source: "Sync Options" and "Compare Options" of Argo CD's user guide, and
 * "Prune" in Flux's documentation of the Kustomization.
 */
const KEPT = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/**
 * Manifests as they go into a repository: the Namespace, whose labels a
 * workload may set, bears the marks by which no controller deletes it. It is
 * everybody's who has something in it, and would take all of that along.
 *
 * @public
 */
export function withKeptNamespace(manifests: readonly Manifest[]): Manifest[] {
  return manifests.map(manifest =>
    manifest.kind === 'Namespace'
      ? {
          ...manifest,
          metadata: {
            ...manifest.metadata,
            annotations: { ...manifest.metadata.annotations, ...KEPT },
          },
        }
      : manifest,
  );
}
