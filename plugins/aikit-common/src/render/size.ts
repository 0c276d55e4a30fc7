import { acceleratorsOf, addCounts } from '../accelerators/effective';
import type { WorkloadKind } from '../api/workloads';
import { isDistributed, RenderContext } from './context';

/**
 * How many pods a workload has, and what accelerators each asks for.
 *
 * @public
 */
export interface WorkloadSize {
  /**
   * Groups, in standard mode pods: the fewest and the most, which differ only
   * with an autoscaler.
   */
  replicas: { least: number; most: number };
  /** A leader and its workers; 1 in standard mode. */
  podsPerReplica: number;
  /** Devices of the leader, in standard mode of a pod, by resource. */
  leader: Record<string, number>;
  /** Devices of each worker, by resource; none in standard mode. */
  worker: Record<string, number>;
}

/** How large a workload is by its values. */
export function workloadSize({ values, pods }: RenderContext): WorkloadSize {
  const distributed = isDistributed(values);
  const lws = values.leaderWorkerSet;
  const given = (distributed ? lws?.replicas : values.replicaCount) ?? 1;
  const { enabled, minReplicas = 1, maxReplicas } = values.autoscaling ?? {};
  const [leader, worker = {}] = pods.map(pod =>
    acceleratorsOf(pod.values.resources?.limits),
  );
  return {
    replicas:
      enabled && maxReplicas
        ? { least: minReplicas, most: maxReplicas }
        : { least: given, most: given },
    podsPerReplica: distributed ? lws?.leaderWorkerTemplate.size ?? 1 : 1,
    leader,
    worker,
  };
}

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
