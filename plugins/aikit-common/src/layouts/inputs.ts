import { below, LayoutFiles, LayoutSource } from './layout';
import { yamlFile } from './yamlFile';

/**
 * What the manifests were rendered from, so that the next change is a
 * difference of a few inputs and not of whole objects. No GitOps controller is
 * to read these files: they are no Kubernetes objects.
 */
export function inputFiles(
  { values, preset }: LayoutSource,
  folder: string,
): LayoutFiles {
  const written =
    'The manifests beside this file are rendered from it: change it by the\ntemplate or the command line, and not the manifests.';
  return {
    [below(folder, 'values.yaml')]: yamlFile(
      values,
      preset
        ? `Values over those of the preset in preset.yaml. ${written}`
        : `Values of the AIKit chart. ${written}`,
    ),
    ...(preset && {
      [below(folder, 'preset.yaml')]: yamlFile({
        name: preset.name,
        inputs: preset.inputs ?? {},
      }),
    }),
  };
}
