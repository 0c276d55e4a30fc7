import { z } from 'zod';
import type { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { toValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { argocdFiles } from './argocd';
import { fluxFiles } from './flux';
import { withKeptNamespace } from './keptNamespace';
import { kustomizeFiles } from './kustomize';
import { LayoutFiles, LayoutName, LayoutSource } from './layout';
import {
  argocdOptionsSchema,
  fluxOptionsSchema,
  folderOf,
  repositoryPath,
} from './options';
import { plainFiles } from './plain';

/**
 * Which layout, where, and what that layout needs to know.
 *
 * @public
 */
export interface LayoutRequest {
  layout: LayoutName;
  /** Folder in the repository; '' or '.' is its root. */
  targetPath: string;
  /** For `argocd`. */
  argocd?: unknown;
  /** For `flux`. */
  flux?: unknown;
}

/** @public */
export type LayoutResult =
  | { ok: true; files: LayoutFiles }
  | { ok: false; issues: ValueIssue[] };

type Read<T> = { ok: true; value: T } | { ok: false; issues: ValueIssue[] };

/** @param field - name of the input, which the paths of issues start with */
function read<T>(schema: z.ZodType<T>, input: unknown, field: string): Read<T> {
  const given = { [field]: input };
  const parsed = z.object({ [field]: schema }).safeParse(given);
  return parsed.success
    ? { ok: true, value: parsed.data[field] }
    : {
        ok: false,
        issues: parsed.error.issues.map(issue => toValueIssue(issue, given)),
      };
}

function filesOf(
  { layout, argocd = {}, flux = {} }: LayoutRequest,
  source: LayoutSource,
  folder: string,
): LayoutResult {
  switch (layout) {
    case 'argocd': {
      const options = read(argocdOptionsSchema, argocd, 'argocd');
      return options.ok
        ? { ok: true, files: argocdFiles(source, folder, options.value) }
        : options;
    }
    case 'flux': {
      const options = read(fluxOptionsSchema, flux, 'flux');
      return options.ok
        ? { ok: true, files: fluxFiles(source, folder, options.value) }
        : options;
    }
    case 'kustomize':
      return { ok: true, files: kustomizeFiles(source, folder) };
    default:
      return { ok: true, files: plainFiles(source, folder) };
  }
}

/**
 * The files of a workload in a repository that a GitOps controller follows.
 *
 * Pure: the same input gives the same files.
 *
 * @public
 */
export function layoutFiles(
  request: LayoutRequest,
  source: LayoutSource,
): LayoutResult {
  const path = read(repositoryPath, request.targetPath, 'targetPath');
  if (!path.ok) {
    return path;
  }
  const manifests = withKeptNamespace(source.manifests);
  return filesOf(request, { ...source, manifests }, folderOf(path.value));
}
