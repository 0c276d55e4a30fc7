import type { Manifest } from '../api/contract';
import { defined, RenderContext } from './context';
import { workloadSelector } from './labels';
import { objectMetadata } from './metadata';

/** The budget of the workload's pods, or nothing when it is not enabled. */
export function podDisruptionBudget(
  context: RenderContext,
): Manifest | undefined {
  const { podDisruptionBudget: values } = context.values;
  if (!values?.enabled) {
    return undefined;
  }
  const { minAvailable, maxUnavailable } = values;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: objectMetadata(context),
    spec: defined({
      minAvailable,
      maxUnavailable:
        minAvailable === undefined ? maxUnavailable ?? 1 : undefined,
      selector: { matchLabels: workloadSelector(context) },
    }),
  };
}
