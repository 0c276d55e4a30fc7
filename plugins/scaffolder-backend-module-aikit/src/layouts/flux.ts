import { controllerName } from './controllerName';
import { inputFiles } from './inputs';
import { kustomization, kustomizationFile } from './kustomize';
import { below, LayoutFiles, LayoutSource } from './layout';
import type { FluxOptions } from './options';
import { yamlFile } from './yamlFile';

/**
 * The manifests in a folder of their own, and a Kustomization of Flux that
 * keeps the cluster to them. Its file is not called `kustomization.yaml`,
 * which would make it kustomize's own.
 */
export function fluxFiles(
  source: LayoutSource,
  folder: string,
  options: FluxOptions,
): LayoutFiles {
  const manifests = below(folder, 'manifests');
  const { sourceName, sourceNamespace, kubeConfigSecret } = options;
  const flux = {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: {
      name: controllerName(source, kubeConfigSecret),
      namespace: options.namespace,
    },
    spec: {
      interval: options.interval,
      sourceRef: {
        kind: 'GitRepository',
        name: sourceName,
        ...(sourceNamespace && { namespace: sourceNamespace }),
      },
      path: `./${manifests}`,
      targetNamespace: source.namespace,
      prune: true,
      wait: true,
      ...(kubeConfigSecret && {
        kubeConfig: { secretRef: { name: kubeConfigSecret } },
      }),
    },
  };
  return {
    [below(folder, 'flux-kustomization.yaml')]: yamlFile(flux),
    ...kustomizationFile(folder, { resources: ['flux-kustomization.yaml'] }),
    ...kustomization(source, manifests),
    ...inputFiles(source, folder),
  };
}
