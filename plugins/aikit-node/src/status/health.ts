import {
  ClusterState,
  GroupStatus,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { Diagnosis } from './diagnosis/rule';
import { approvalWaitedFor } from './diagnosis/waitsForApproval';
import { currentReplicaSet } from './groups/deploymentGroups';
import { WorkloadObservation } from './observed/observed';
import { podsIn } from './observed/labels';

/** `UpgradeInProgress` was its name in LeaderWorkerSet 0.4. */
const UPDATE_CONDITIONS = ['UpdateInProgress', 'UpgradeInProgress'];

/**
 * Health of a workload from its groups and from what was found about them.
 * What the workload object says of itself is not asked.
 */
export function workloadHealth(options: {
  observation: WorkloadObservation;
  groups: GroupStatus[];
  diagnoses: Diagnosis[];
  clusterState: ClusterState;
}): WorkloadStatus['health'] {
  const { observation, groups, diagnoses, clusterState } = options;
  const { workload } = observation;
  const desired = groups.filter(({ surge }) => !surge);
  const ready = desired.filter(({ state }) => state === 'ready').length;
  const noun = workload.kind === 'Deployment' ? 'server' : 'group';
  const message = `${ready} of ${workload.replicas} ${noun}${
    workload.replicas === 1 ? '' : 's'
  } ready`;

  // What is stale was true once, and is shown as such; the rest never was.
  if (clusterState !== 'live' && clusterState !== 'stale') {
    return {
      state: 'unknown',
      reason: 'ClusterNotObserved',
      message: `The cluster is ${clusterState}`,
    };
  }
  if (workload.deletedAt) {
    return {
      state: 'progressing',
      reason: 'Terminating',
      message: 'Being removed',
    };
  }
  if (workload.replicas === 0) {
    const approval = approvalWaitedFor(workload);
    return approval
      ? { state: 'idle', reason: 'WaitingForApproval', message: approval }
      : { state: 'idle', reason: 'ScaledToZero', message: 'Scaled to zero' };
  }

  const rollout = rolloutInProgress(observation);
  const allReady = ready === workload.replicas;
  if (allReady && !rollout) {
    return { state: 'healthy', reason: 'AllGroupsReady', message };
  }
  const problem = whatHoldsUp(groups, diagnoses, allReady);
  if (problem) {
    return {
      state: ready > 0 ? 'degraded' : 'failed',
      reason: problem,
      message,
    };
  }
  return rollout
    ? {
        state: 'progressing',
        reason: 'UpdateInProgress',
        message: `${message}; ${rollout}`,
      }
    : { state: 'progressing', reason: 'GroupsNotReady', message };
}

/**
 * What a workload still does to become what its spec says, while its groups
 * may all be ready as they were before; undefined when nothing.
 *
 * This only ever holds back `healthy`, so that an optimistic status of a
 * LeaderWorkerSet does no harm. Before LeaderWorkerSet 0.9, which has no
 * `observedGeneration`, a change is noticed once the controller has begun it.
 */
function rolloutInProgress({
  workload,
  podSets,
  groups,
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
  const updated = podsIn({ groups }).filter(
    ({ owner, deletedAt }) => owner?.uid === current && !deletedAt,
  ).length;
  // The Deployment's own count covers a new ReplicaSet not seen yet.
  return Math.min(updated, workload.reported.updated) < replicas
    ? 'a rolling update is in progress'
    : undefined;
}

/**
 * Reason why groups that are not ready will not be by themselves; undefined
 * when nothing says so. Surge groups count only where an update is all that is
 * left to do.
 */
function whatHoldsUp(
  groups: GroupStatus[],
  diagnoses: Diagnosis[],
  allReady: boolean,
): string | undefined {
  const unready = groups.filter(
    ({ state, surge }) => state !== 'ready' && (allReady || !surge),
  );
  const indexes = new Set(unready.map(({ index }) => index));
  const held = diagnoses.find(
    ({ severity, groups: about }) =>
      severity !== 'info' &&
      (about.length === 0 || about.some(index => indexes.has(index))),
  );
  if (held) {
    return inPascalCase(held.code);
  }
  return unready.some(({ state }) => state === 'failed' || state === 'unknown')
    ? 'GroupsFailed'
    : undefined;
}

function inPascalCase(code: string): string {
  return code.replace(/(?:^|-)(\w)/g, (_, letter: string) =>
    letter.toLocaleUpperCase('en-US'),
  );
}
