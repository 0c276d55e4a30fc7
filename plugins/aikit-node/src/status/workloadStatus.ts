import {
  WORKLOAD_ANNOTATIONS,
  ClusterState,
  GroupStatus,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { workloadAccelerators } from './accelerators/usage';
import { deadlines, diagnose, toFinding } from './diagnosis/diagnose';
import { Situation, situationOf } from './diagnosis/situation';
import { Judged } from './groups/context';
import { workloadHealth } from './health';
import { ObservedWorkload, WorkloadObservation } from './observed/observed';

/**
 * What else the status of a workload depends on.
 *
 * @public
 */
export interface WorkloadStatusOptions {
  /** How well the cluster's picture is known. */
  clusterState: ClusterState;
  /** Some findings are a matter of time. */
  now: Date;
  /**
   * What was judged of the same workload the last time. Pods and groups of
   * which nothing has changed since are taken from it, the very same objects.
   */
  before?: WorkloadJudgement;
}

/**
 * What a workload is judged to be.
 *
 * @public
 */
export interface WorkloadJudgement {
  status: WorkloadStatus;
  /**
   * When to judge again although nothing has been observed, because a finding
   * appears or goes with time; always later than now.
   */
  recheckAt?: Date;
}

const judgedIn = new WeakMap<WorkloadJudgement, Judged>();

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
  { clusterState, now, before }: WorkloadStatusOptions,
): WorkloadJudgement {
  const { workload, cluster } = observation;
  const situation = situationOf(
    observation,
    now,
    before && judgedIn.get(before),
  );
  const { groups } = situation;
  const desired = groups.filter(({ surge }) => !surge);
  const diagnoses = diagnose(situation);
  const catalog = catalogOf(workload);
  const status: WorkloadStatus = {
    cluster,
    namespace: workload.namespace,
    name: workload.name,
    kind: workload.kind,
    mode: workload.kind === 'Deployment' ? 'standard' : 'distributed',
    createdAt: workload.createdAt,
    generation: workload.generation,
    ...(workload.image && { image: workload.image }),
    ...(catalog && { catalog }),
    health: workloadHealth({ observation, groups, diagnoses, clusterState }),
    groups: {
      desired: workload.replicas,
      ready: desired.filter(({ state }) => state === 'ready').length,
      items: groups,
    },
    pods: {
      desired: workload.replicas * workload.size,
      ready: desired.reduce((sum, group) => sum + readyPods(group), 0),
    },
    accelerators: workloadAccelerators(
      observation,
      before?.status.accelerators,
    ),
    findings: diagnoses.map(toFinding),
  };
  const judgement = { status, ...nextDeadline(situation) };
  judgedIn.set(judgement, situation.judged);
  return judgement;
}

function readyPods({ state, leader, workers }: GroupStatus): number {
  return state === 'ready'
    ? 1 + workers.length
    : [leader, ...workers].filter(({ ready }) => ready).length;
}

function nextDeadline(
  situation: Situation,
): Pick<WorkloadJudgement, 'recheckAt'> {
  const now = situation.now.getTime();
  const next = deadlines(situation).reduce((soonest, date) => {
    const time = date.getTime();
    return time > now && time < soonest ? time : soonest;
  }, Infinity);
  return next === Infinity ? {} : { recheckAt: new Date(next) };
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
