import {
  DeployRequest,
  errorLines,
  RenderInput,
  RenderResult,
  renderWorkload,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { InputError } from '@backstage/errors';

/** A rendered workload. */
export type RenderedWorkload = Extract<RenderResult, { ok: true }>;

/**
 * The manifests of a request.
 *
 * @param cluster - what the cluster has: its release of LeaderWorkerSet, and the
 * labels by which a Deployment of the name selects its pods
 * @throws InputError that lists what is wrong with the values; it carries the
 * same as `issues`, which Backstage's HTTP layer sends along
 */
export function renderRequest(
  { namespace, name }: WorkloadTarget,
  request: DeployRequest,
  cluster: Pick<RenderInput, 'lwsVersion' | 'podSelector'>,
): RenderedWorkload {
  const { preset, values, entityRef, owner, system } = request;
  const rendered = renderWorkload({
    preset,
    values,
    name,
    namespace,
    entityRef,
    owner,
    system,
    ...cluster,
  });
  if (!rendered.ok) {
    throw Object.assign(
      new InputError(
        `The values cannot be submitted: ${errorLines(rendered.issues).join(
          '; ',
        )}`,
      ),
      { issues: rendered.issues },
    );
  }
  return rendered;
}
