import { inputFiles } from './inputs';
import { below, LayoutFiles, LayoutSource } from './layout';
import { yamlFile } from './yamlFile';

/**
 * A file for each object, and a `kustomization.yaml` that lists them and gives
 * the namespace. A file that an earlier rendering left is in no list, so it is
 * not applied.
 */
export function kustomization(
  { namespace, manifests }: LayoutSource,
  folder: string,
): LayoutFiles {
  const files = manifests.map(manifest => ({
    file: `${manifest.kind.toLocaleLowerCase('en-US')}.yaml`,
    content: yamlFile(manifest),
  }));
  return {
    [below(folder, 'kustomization.yaml')]: yamlFile({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      namespace,
      resources: files.map(({ file }) => file),
    }),
    ...Object.fromEntries(
      files.map(({ file, content }) => [below(folder, file), content]),
    ),
  };
}

/** A kustomization with its inputs beside it. */
export function kustomizeFiles(
  source: LayoutSource,
  folder: string,
): LayoutFiles {
  return { ...kustomization(source, folder), ...inputFiles(source, folder) };
}
