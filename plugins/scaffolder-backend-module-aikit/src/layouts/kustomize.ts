import { inputFiles } from './inputs';
import { below, LayoutFiles, LayoutSource } from './layout';
import { yamlFile } from './yamlFile';

/**
 * The `kustomization.yaml` of a folder: which files are applied. Flux, when
 * it comes upon the folder, reads these and takes no other for an object.
 */
export function kustomizationFile(
  folder: string,
  spec: { namespace?: string; resources: string[] },
): LayoutFiles {
  return {
    [below(folder, 'kustomization.yaml')]: yamlFile({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      ...spec,
    }),
  };
}

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
    ...kustomizationFile(folder, {
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
