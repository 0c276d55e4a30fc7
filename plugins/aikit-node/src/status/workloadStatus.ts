import { workloadAccelerators } from './accelerators/usage';
import {
  WORKLOAD_ANNOTATIONS,
  ClusterState,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { ObservedWorkload, WorkloadObservation } from './observed/observed';
import { deadlines, diagnose, toFinding } from './diagnosis/diagnose';
import { situationOf } from './diagnosis/situation';
import { workloadHealth } from './health/health';

/**
 * What else the status of a workload depends on.
 *
 * @public
 */
export interface WorkloadStatusOptions {
  /** How well the cluster's picture is known. */
  clusterState: ClusterState;
  /** Some findings are a matter of time: see {@link nextDeadline}. */
  now: Date;
}

/**
 * Health, groups, accelerators and findings of a workload, from its pods and
 * what happened to them. The status that the workload object has of itself is
 * never trusted for health: LeaderWorkerSet before 0.9 counts groups as ready
 * whose workers are pending.
 *
 * With a cluster that is `stale`, health is that of the last picture; with one
 * that is not observed at all it is `unknown`.
 *
 * @public
 */
export function workloadStatus(
  observation: WorkloadObservation,
  options: WorkloadStatusOptions,
): WorkloadStatus {
  const { workload, cluster } = observation;
  const situation = situationOf(observation, options.now);
  const { groups } = situation;
  const desired = groups.filter(({ surge }) => !surge);
  const diagnoses = diagnose(situation);
  const catalog = catalogOf(workload);
  return {
    cluster,
    namespace: workload.namespace,
    name: workload.name,
    kind: workload.kind,
    mode: workload.kind === 'Deployment' ? 'standard' : 'distributed',
    createdAt: workload.createdAt,
    generation: workload.generation,
    ...(workload.image && { image: workload.image }),
    ...(catalog && { catalog }),
    health: workloadHealth({
      observation,
      groups,
      diagnoses,
      clusterState: options.clusterState,
    }),
    groups: {
      desired: workload.replicas,
      ready: desired.filter(({ state }) => state === 'ready').length,
      items: groups,
    },
    pods: {
      desired: workload.replicas * workload.size,
      ready: desired
        .flatMap(({ leader, workers }) => [leader, ...workers])
        .filter(({ ready }) => ready).length,
    },
    accelerators: workloadAccelerators(observation),
    findings: diagnoses.map(toFinding),
  };
}

/**
 * When the status of a workload has to be computed again although nothing has
 * been observed, because a finding appears or goes with time.
 *
 * @returns the next such moment after `now`; undefined when there is none
 * @public
 */
export function nextDeadline(
  observation: WorkloadObservation,
  now: Date,
): Date | undefined {
  const next = deadlines(situationOf(observation, now))
    .map(date => date.getTime())
    .filter(time => time > now.getTime());
  return next.length > 0 ? new Date(Math.min(...next)) : undefined;
}

function catalogOf({
  annotations,
}: ObservedWorkload): WorkloadStatus['catalog'] {
  const entries = Object.entries(WORKLOAD_ANNOTATIONS).flatMap(
    ([field, annotation]) =>
      annotations[annotation] ? [[field, annotations[annotation]]] : [],
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
