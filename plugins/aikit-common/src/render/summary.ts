import { addCounts } from '../accelerators/effective';
import type { WorkloadKind } from '../api/workloads';
import type { WorkloadSize } from './size';

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * One line about a workload, such as
 * `LeaderWorkerSet chat: 2 groups × 5 pods, 24 nvidia.com/gpu`. With an
 * autoscaler it gives what the smallest and the largest size need.
 */
export function summarise(
  kind: WorkloadKind,
  name: string,
  { replicas, podsPerReplica, leader, worker }: WorkloadSize,
): string {
  const { least, most } = replicas;
  const range = (factor: number) =>
    least === most
      ? `${most * factor}`
      : `${least * factor} to ${most * factor}`;

  const distributed = kind === 'LeaderWorkerSet';
  const noun = distributed ? 'group' : 'pod';
  const shape = [
    `${range(1)} ${noun}${most === 1 ? '' : 's'}`,
    ...(distributed ? [count(podsPerReplica, 'pod')] : []),
  ].join(' × ');
  const needs = Object.entries(addCounts(leader, worker, podsPerReplica - 1))
    .filter(([, number]) => number > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([resource, number]) => `${range(number)} ${resource}`);
  return `${kind} ${name}: ${[shape, ...needs].join(', ')}`;
}
