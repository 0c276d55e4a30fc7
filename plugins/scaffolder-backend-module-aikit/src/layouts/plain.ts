import type { Manifest } from '@aikit-backstage/plugin-aikit-common';
import { toYaml } from '@aikit-backstage/plugin-aikit-common';
import { inputFiles } from './inputs';
import { below, LayoutFiles, LayoutSource } from './layout';

/**
 * All objects in one file, each with its namespace: whatever reads the folder
 * knows no other. The inputs stay outside of the folder, since they are no
 * objects.
 */
export function plainFiles(source: LayoutSource, folder: string): LayoutFiles {
  const { name, namespace, manifests } = source;
  const placed = manifests.map(
    (manifest): Manifest =>
      manifest.kind === 'Namespace'
        ? manifest
        : { ...manifest, metadata: { ...manifest.metadata, namespace } },
  );
  return {
    [below(folder, `manifests/${name}.yaml`)]: toYaml(placed),
    ...inputFiles(source, folder),
  };
}
