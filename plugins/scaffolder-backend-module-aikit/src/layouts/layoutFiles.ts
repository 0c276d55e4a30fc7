import { z } from 'zod';
import type {
  Manifest,
  ValueIssue,
} from '@aikit-backstage/plugin-aikit-common';
import { toValueIssue, toYaml } from '@aikit-backstage/plugin-aikit-common';
import { argocdFiles, argocdOptionsSchema } from './argocd';
import {
  below,
  inputFiles,
  kustomization,
  LayoutFiles,
  LayoutSource,
  withKeptNamespace,
} from './files';
import { fluxFiles, fluxOptionsSchema } from './flux';

/** How a workload's files are laid out in a repository. */
export const LAYOUTS = ['plain', 'kustomize', 'argocd', 'flux'] as const;

export type LayoutName = (typeof LAYOUTS)[number];

/** Which layout, where, and the options of that layout. */
export interface LayoutRequest {
  layout: LayoutName;
  /** Folder in the repository; '' or '.' is its root. */
  targetPath: string;
  /** For `argocd`. */
  argocd?: unknown;
  /** For `flux`. */
  flux?: unknown;
}

export type LayoutResult =
  | { ok: true; files: LayoutFiles }
  | { ok: false; issues: ValueIssue[] };

/** A folder's path from the root, without `./` or a slash at its end. */
function folderOf(path: string): string {
  return path.replace(/^\.(\/|$)/, '').replace(/\/$/, '');
}

/**
 * Where the files go: a path of plain characters from the repository's root,
 * and the same from the root of the task's workspace.
 */
const repositoryPath = z.string().refine(
  path =>
    folderOf(path) === '' ||
    folderOf(path)
      .split('/')
      .every(part => /^[\w-][\w.-]*$/.test(part)),
  {
    error:
      'must be a folder relative to the root of the repository, such as clusters/us-east/team/chat: each part has letters, digits, "-", "_" and "." and does not start with "."',
    params: { rule: 'repository-path', suggestion: '.' },
  },
);

const optionsSchema = z.object({
  targetPath: repositoryPath,
  argocd: argocdOptionsSchema.optional(),
  flux: fluxOptionsSchema.optional(),
});

/**
 * All objects in one file, each with its namespace, as nothing else in the
 * folder names one. The inputs are outside of that folder, since a controller
 * would try to apply them.
 */
function plainFiles(source: LayoutSource, folder: string): LayoutFiles {
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

/**
 * The files of a workload in a repository that a GitOps controller follows.
 *
 * Pure: the same input gives the same files.
 */
export function layoutFiles(
  { layout, targetPath, argocd = {}, flux = {} }: LayoutRequest,
  { manifests, ...rest }: LayoutSource,
): LayoutResult {
  const given = {
    targetPath,
    ...(layout === 'argocd' && { argocd }),
    ...(layout === 'flux' && { flux }),
  };
  const { data: options, error } = optionsSchema.safeParse(given);
  if (!options) {
    const issues = error.issues.map(issue => toValueIssue(issue, given));
    return { ok: false, issues };
  }
  const source = { ...rest, manifests: withKeptNamespace(manifests) };
  const folder = folderOf(options.targetPath);
  if (options.argocd) {
    return { ok: true, files: argocdFiles(source, folder, options.argocd) };
  }
  if (options.flux) {
    return { ok: true, files: fluxFiles(source, folder, options.flux) };
  }
  return {
    ok: true,
    files:
      layout === 'kustomize'
        ? { ...kustomization(source, folder), ...inputFiles(source, folder) }
        : plainFiles(source, folder),
  };
}
