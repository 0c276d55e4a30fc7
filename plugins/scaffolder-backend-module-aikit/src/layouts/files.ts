import type {
  Manifest,
  PresetChoice,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { toYamlDocument } from '@aikit-backstage/plugin-aikit-common';

/** A rendered workload, with what it was rendered from. */
export interface LayoutSource {
  /** Name of the workload. */
  name: string;
  namespace: string;
  /** As rendered, without a namespace. */
  manifests: readonly Manifest[];
  values: ValuesMap;
  preset?: PresetChoice;
  /** The Helm release by which its Deployment goes on selecting its pods. */
  release?: string;
}

/** Contents of files by their path in the repository, such as `apps/a.yaml`. */
export type LayoutFiles = Record<string, string>;

/** The path of a file in a folder of the repository; '' is the root. */
export function below(folder: string, file: string): string {
  return folder ? `${folder}/${file}` : file;
}

/** One YAML document, after a comment if there is one. */
function yamlFile(content: Record<string, unknown>, comment = ''): string {
  const head = comment && `${comment.replace(/^/gm, '# ')}\n`;
  return head + toYamlDocument(content);
}

/**
 * What the manifests were rendered from, so that the next change is to a few
 * inputs and not to whole objects. These files are not Kubernetes objects; Flux
 * and kustomize leave them alone, as no `kustomization.yaml` lists them.
 */
export function inputFiles(
  { values, preset, release }: LayoutSource,
  folder: string,
): LayoutFiles {
  const written =
    'The manifests beside this file are rendered from it: change it by the\ntemplate or the command line, and not the manifests.';
  const selector = release
    ? `\nThe Deployment selects its pods as Helm's release ${release} did: name the\nrelease again, since a selector cannot be changed.`
    : '';
  return {
    [below(folder, 'values.yaml')]: yamlFile(
      values,
      preset
        ? `Values over those of the preset in preset.yaml. ${written}${selector}`
        : `Values of the AIKit chart. ${written}${selector}`,
    ),
    ...(preset && {
      [below(folder, 'preset.yaml')]: yamlFile({
        name: preset.name,
        inputs: preset.inputs ?? {},
      }),
    }),
  };
}

/**
 * The `kustomization.yaml` of a folder, which lists the files to apply. Flux
 * and kustomize read no other file of that folder.
 */
function kustomizationFile(
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
 * A file for each object, and a `kustomization.yaml` that lists them and sets
 * the namespace. What an earlier rendering left behind is not listed, and so
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

/** The folder of the manifests, where a controller is told to apply them. */
export function manifestsFolder(folder: string): string {
  return below(folder, 'manifests');
}

/**
 * The manifests in their own folder, and beside it the object that tells a
 * controller to apply them, and the inputs.
 */
export function appliedFiles(
  source: LayoutSource,
  folder: string,
  controller: { file: string; object: Record<string, unknown> },
): LayoutFiles {
  return {
    [below(folder, controller.file)]: yamlFile(controller.object),
    ...kustomizationFile(folder, { resources: [controller.file] }),
    ...kustomization(source, manifestsFolder(folder)),
    ...inputFiles(source, folder),
  };
}

/**
 * Tells a controller not to delete an object, neither when it disappears from
 * the repository nor with its Application or Kustomization. Argo CD must also
 * be told to ignore the object then, or it would be out of sync for ever.
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
 * Manifests as they go into a repository: a Namespace among them is marked so
 * that no controller deletes it. Others may have things in it too, and deleting
 * it would delete those as well.
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
