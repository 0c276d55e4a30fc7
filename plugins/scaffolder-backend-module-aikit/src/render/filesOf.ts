import {
  errorLines,
  PresetChoice,
  RenderResult,
  toYaml,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { InputError } from '@backstage/errors';
import { withKeptNamespace } from '../layouts/files';
import { layoutFiles, LayoutName } from '../layouts/layoutFiles';

const DEFAULT_FILE = 'manifests.yaml';
const DEFAULT_FOLDER = '.';

/** The fields of the action's input that say which files to write, and where. */
export interface FilesInput {
  layout?: LayoutName;
  targetPath?: string;
  argocd?: Record<string, unknown>;
  flux?: Record<string, unknown>;
  values?: ValuesMap;
  preset?: PresetChoice;
  release?: string;
}

/** Where to write: the one file, or the folder of a layout. */
export function targetOf({ layout, targetPath }: FilesInput): string {
  const target = targetPath ?? (layout ? DEFAULT_FOLDER : DEFAULT_FILE);
  if (!layout && !/\.ya?ml$/.test(target)) {
    throw new InputError(
      `targetPath '${target}' must name a file that ends with .yaml or .yml; a folder needs a layout`,
    );
  }
  return target;
}

/**
 * The files of a rendered workload by their path in the workspace.
 *
 * @throws InputError that lists what is wrong with the layout's input
 */
export function filesOf(
  input: FilesInput,
  { kind, name, namespace, manifests }: Extract<RenderResult, { ok: true }>,
): Record<string, string> {
  const target = targetOf(input);
  const { layout, argocd, flux, values = {}, preset, release } = input;
  if (!layout) {
    return { [target]: toYaml(withKeptNamespace(manifests)) };
  }
  const laidOut = layoutFiles(
    { layout, targetPath: target, argocd, flux },
    {
      name,
      namespace,
      manifests,
      values,
      preset,
      // The selector of a LeaderWorkerSet is not Helm's.
      ...(kind === 'Deployment' && { release }),
    },
  );
  if (!laidOut.ok) {
    throw new InputError(
      `The files cannot be laid out:\n${errorLines(laidOut.issues).join('\n')}`,
    );
  }
  return laidOut.files;
}
