import { z } from 'zod';
import { dnsLabel, objectName } from '@aikit-backstage/plugin-aikit-common';
import { controllerName } from './controllerName';
import {
  appliedFiles,
  LayoutFiles,
  LayoutSource,
  manifestsFolder,
} from './files';

/** What a Flux Kustomization says beside where the manifests are. */
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

/**
 * The manifests, and the Kustomization with which Flux applies them. Its file is
 * not called `kustomization.yaml`: that name belongs to kustomize.
 */
export function fluxFiles(
  source: LayoutSource,
  folder: string,
  options: z.output<typeof fluxOptionsSchema>,
): LayoutFiles {
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
      path: `./${manifestsFolder(folder)}`,
      targetNamespace: source.namespace,
      prune: true,
      wait: true,
      ...(kubeConfigSecret && {
        kubeConfig: { secretRef: { name: kubeConfigSecret } },
      }),
    },
  };
  return appliedFiles(source, folder, {
    file: 'flux-kustomization.yaml',
    object: flux,
  });
}
