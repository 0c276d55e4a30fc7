import { WorkloadObservation } from '../observed/observed';
import { currentReplicaSet } from './deploymentGroups';

/** `UpgradeInProgress` was its name in LeaderWorkerSet 0.4. */
const UPDATE_CONDITIONS = ['UpdateInProgress', 'UpgradeInProgress'];

/**
 * What a workload still does to become what its spec says, while its groups
 * may all be ready as they were before; undefined when nothing.
 *
 * This only ever holds back `healthy`, so that an optimistic status of a
 * LeaderWorkerSet does no harm. Before LeaderWorkerSet 0.9, which has no
 * `observedGeneration`, a change is noticed once the controller has begun it.
 */
export function rolloutInProgress({
  workload,
  podSets,
  pods,
}: WorkloadObservation): string | undefined {
  const { observedGeneration, generation, replicas } = workload;
  if (observedGeneration !== undefined && observedGeneration < generation) {
    return 'its controller has not acted on the latest change yet';
  }
  if (workload.kind === 'LeaderWorkerSet') {
    const updating = workload.conditions.some(
      ({ type, status }) =>
        UPDATE_CONDITIONS.includes(type) && status === 'True',
    );
    return updating ? 'a rolling update is in progress' : undefined;
  }
  const current = currentReplicaSet(podSets)?.uid;
  const updated = pods.filter(
    ({ owner, deletedAt }) => owner?.uid === current && !deletedAt,
  ).length;
  // The Deployment's own count covers a new ReplicaSet not seen yet.
  return Math.min(updated, workload.reported.updated) < replicas
    ? 'a rolling update is in progress'
    : undefined;
}
