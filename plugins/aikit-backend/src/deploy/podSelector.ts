import { isDeepStrictEqual } from 'node:util';
import { LiveObject } from './WorkloadObjects';

/** Spec of a Deployment, as far as it is looked at. */
interface SelectingSpec {
  selector?: {
    matchLabels?: Record<string, string>;
    matchExpressions?: unknown[];
  };
}

/**
 * Labels by which the Deployment that is there selects its pods. The selector
 * of a Deployment cannot be changed, so a submission keeps it: that of one
 * which Helm installed has the release's name, and not the workload's.
 *
 * @returns nothing when there is none, or labels alone do not say it
 */
export function livePodSelector(
  live: LiveObject[],
): Record<string, string> | undefined {
  const deployment = live.find(({ kind }) => kind === 'Deployment');
  const spec = deployment?.object.spec as SelectingSpec | undefined;
  const { matchLabels, matchExpressions = [] } = spec?.selector ?? {};
  return matchExpressions.length === 0 ? matchLabels : undefined;
}

/** Whether rendered objects have the Deployment select as it does already. */
export function selectsBy(
  manifests: readonly { kind: string; [field: string]: unknown }[],
  labels: Record<string, string>,
): boolean {
  const deployment = manifests.find(({ kind }) => kind === 'Deployment');
  const spec = deployment?.spec as SelectingSpec | undefined;
  return !spec || isDeepStrictEqual(spec.selector?.matchLabels, labels);
}
