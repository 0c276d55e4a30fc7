import {
  type Manifest,
  type RenderInput,
  renderWorkload,
} from '@aikit-backstage/plugin-aikit-common';

/** A workload that is rendered and given to a cluster. */
export interface Submission extends Omit<RenderInput, 'namespace'> {
  what: string;
}

/**
 * The manifests of a workload.
 *
 * @throws Error with the issues of values that are refused
 */
export function manifestsOf(
  { what, ...input }: Submission,
  namespace: string,
): Manifest[] {
  const result = renderWorkload({ ...input, namespace });
  if (!result.ok) {
    const lines = result.issues.map(issue => `${issue.path}: ${issue.message}`);
    throw new Error(`${what}\n${lines.join('\n')}`);
  }
  return result.manifests;
}
