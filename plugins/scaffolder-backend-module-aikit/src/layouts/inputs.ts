import { below, LayoutFiles, LayoutSource } from './layout';
import { yamlFile } from './yamlFile';

/**
 * What the manifests were rendered from, so that the next change is a
 * difference of a few inputs and not of whole objects. They are no Kubernetes
 * objects; Flux and kustomize do not read them where a `kustomization.yaml`
 * says what is one.
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
