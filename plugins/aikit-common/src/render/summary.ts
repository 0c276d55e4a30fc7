import { addCounts, DeviceCounts } from '../accelerators/counts';
import { acceleratorsOf } from '../accelerators/effective';
import type { Pods } from '../values/effectivePod';
import { isDistributed, RenderContext } from './context';

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Accelerators of one group: of a leader and its workers, or of one pod. */
function groupAccelerators(pods: Pods, size: number): DeviceCounts {
  const [first, others = {}] = pods.map(({ values }) =>
    acceleratorsOf(values.resources?.limits),
  );
  return addCounts(first, others, size - 1);
}

/**
 * One line about a workload, such as
 * `LeaderWorkerSet chat: 2 groups × 5 pods, 24 nvidia.com/gpu`. With an
 * autoscaler it gives what the smallest and the largest size need.
 */
export function summarise(
  kind: string,
  { name, values, pods }: RenderContext,
): string {
  const distributed = isDistributed(values);
  const lws = values.leaderWorkerSet;
  const size = distributed ? lws?.leaderWorkerTemplate.size ?? 1 : 1;
  const replicas = (distributed ? lws?.replicas : values.replicaCount) ?? 1;
  const { enabled, minReplicas = 1, maxReplicas } = values.autoscaling ?? {};
  const [least, most] =
    enabled && maxReplicas ? [minReplicas, maxReplicas] : [replicas, replicas];
  const range = (factor: number) =>
    least === most
      ? `${most * factor}`
      : `${least * factor} to ${most * factor}`;

  const noun = distributed ? 'group' : 'pod';
  const shape = [
    `${range(1)} ${noun}${most === 1 ? '' : 's'}`,
    ...(distributed ? [count(size, 'pod')] : []),
  ].join(' × ');
  const needs = Object.entries(groupAccelerators(pods, size))
    .filter(([, number]) => number > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([resource, number]) => `${range(number)} ${resource}`);
  return `${kind} ${name}: ${[shape, ...needs].join(', ')}`;
}
