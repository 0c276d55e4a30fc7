import {
  DeployRequest,
  RenderResult,
  renderWorkload,
  ValueIssue,
} from '@aikit-backstage/plugin-aikit-common';
import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-node';
import { InputError } from '@backstage/errors';

/** A rendered workload. */
export type RenderedWorkload = Extract<RenderResult, { ok: true }>;

/**
 * The manifests of a request.
 *
 * @throws InputError that lists what is wrong with the values; it carries the
 * same as `issues`, which Backstage's HTTP layer sends along
 */
export function renderRequest(
  { namespace, name }: WorkloadTarget,
  { values, entityRef, owner, system }: DeployRequest,
): RenderedWorkload {
  const rendered = renderWorkload({
    values,
    name,
    namespace,
    entityRef,
    owner,
    system,
  });
  if (!rendered.ok) {
    throw Object.assign(new InputError(describeIssues(rendered.issues)), {
      issues: rendered.issues,
    });
  }
  return rendered;
}

function describeIssues(issues: ValueIssue[]): string {
  const errors = issues.filter(({ severity }) => severity === 'error');
  return `The values cannot be submitted: ${errors
    .map(({ path, message }) => `${path}: ${message}`)
    .join('; ')}`;
}
