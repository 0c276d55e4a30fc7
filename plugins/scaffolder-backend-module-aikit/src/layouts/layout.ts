import type {
  Manifest,
  PresetChoice,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';

/**
 * How a workload's files are laid out in a repository.
 *
 * @public
 */
export const LAYOUTS = ['plain', 'kustomize', 'argocd', 'flux'] as const;

/** @public */
export type LayoutName = (typeof LAYOUTS)[number];

/**
 * A rendered workload, with what it was rendered from.
 *
 * @public
 */
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

/**
 * Files by their path in the repository, with `/` between folders.
 *
 * @public
 */
export type LayoutFiles = Record<string, string>;

/** The path of a file below a folder of the repository; '' is its root. */
export function below(folder: string, file: string): string {
  return folder ? `${folder}/${file}` : file;
}
