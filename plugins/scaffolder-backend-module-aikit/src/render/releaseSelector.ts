import { isMap, RenderInput } from '@aikit-backstage/plugin-aikit-common';
import { InputError } from '@backstage/errors';
import { rendered } from './rendered';

/**
 * Labels by which the Deployment that Helm installed as a release selects its
 * pods, as the chart renders it. They name the release; a selector cannot be
 * changed, so whoever goes on from there has to keep them.
 *
 * @param input - the workload, with the name that it has
 * @returns nothing for a LeaderWorkerSet, which selects by its own labels
 * @throws InputError when the values cannot be rendered, or the release is that
 * of another workload
 */
export function releaseSelector(
  { name, ...input }: RenderInput & { name: string },
  release: string,
): Record<string, string> | undefined {
  const byRule = rendered({ ...input, release });
  if (byRule.name !== name) {
    throw new InputError(
      `release '${release}' is not that of ${name}: by the chart's rule its workload is ${byRule.name}. Give the name ${byRule.name}, or the fullnameOverride that the release had, or leave the release out where Helm did not install the workload`,
    );
  }
  const { spec } = byRule.manifests[0];
  const selector = isMap(spec) && isMap(spec.selector) ? spec.selector : {};
  return selector.matchLabels as Record<string, string> | undefined;
}
