import { acceleratorsOf } from '../accelerators/effective';
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
