import type { IDeploymentCondition } from 'kubernetes-models/apps/v1/DeploymentCondition';
import type { IDeploymentStatus } from 'kubernetes-models/apps/v1/DeploymentStatus';
import { Deployment, ReplicaSet } from '../objects/kinds';
import { timestamp } from '../runtime/clock';
import { rollingLimits } from './deploymentSpec';
import { nonZero } from './objectController';
import { wantedReplicas } from './pods';

const NO_DEADLINE = 2 ** 31 - 1;
const AVAILABLE = 'NewReplicaSetAvailable';
const TIMED_OUT = 'ProgressDeadlineExceeded';

/** What of a condition is not derived from the one before it. */
export type NewCondition = Pick<
  IDeploymentCondition,
  'type' | 'status' | 'reason' | 'message'
>;

/** The ReplicaSets of a Deployment. */
export interface ReplicaSets {
  /** That of the Deployment's current template, if there is one already. */
  current: ReplicaSet | undefined;
  /** All others, oldest first. */
  old: ReplicaSet[];
}

type Count =
  | 'replicas'
  | 'readyReplicas'
  | 'availableReplicas'
  | 'terminatingReplicas';

/** Adds up what ReplicaSets say in their status. */
export function sumOfStatus(replicaSets: ReplicaSet[], count: Count): number {
  return replicaSets.reduce(
    (sum, { status }) => sum + (status?.[count] ?? 0),
    0,
  );
}

/** Adds up what ReplicaSets shall have. */
export function sumOfSpec(replicaSets: ReplicaSet[]): number {
  return replicaSets.reduce((sum, set) => sum + wantedReplicas(set), 0);
}

export function findCondition(
  { conditions }: IDeploymentStatus = {},
  wanted: string,
): IDeploymentCondition | undefined {
  return conditions?.find(({ type }) => type === wanted);
}

/**
 * Sets a condition; one of the same status and reason stays as it is, unless it
 * is to be written anew.
 */
export function withCondition(
  status: IDeploymentStatus,
  condition: NewCondition,
  now: Date,
  anew = false,
): IDeploymentStatus {
  const { conditions = [] } = status;
  const earlier = findCondition(status, condition.type);
  const sameStatus = earlier?.status === condition.status;
  if (sameStatus && earlier.reason === condition.reason && !anew) {
    return status;
  }
  const time = timestamp(now);
  const changed = {
    ...condition,
    lastUpdateTime: time,
    lastTransitionTime: sameStatus ? earlier.lastTransitionTime : time,
  };
  const others = conditions.filter(({ type }) => type !== condition.type);
  return { ...status, conditions: [...others, changed] };
}

function withoutCondition(
  status: IDeploymentStatus,
  unwanted: string,
): IDeploymentStatus {
  const { conditions, ...rest } = status;
  const kept = conditions?.filter(({ type }) => type !== unwanted) ?? [];
  return kept.length > 0 ? { ...rest, conditions: kept } : rest;
}

/** Counts, and whether the Deployment is available; its other conditions stay. */
export function observedStatus(
  deployment: Deployment,
  { current, old }: ReplicaSets,
  now: Date,
): IDeploymentStatus {
  const all = current ? [...old, current] : old;
  const available = sumOfStatus(all, 'availableReplicas');
  const { conditions, collisionCount } = deployment.status ?? {};
  const status: IDeploymentStatus = {
    observedGeneration: deployment.metadata.generation,
    ...nonZero({
      replicas: sumOfStatus(all, 'replicas'),
      updatedReplicas: sumOfStatus(current ? [current] : [], 'replicas'),
      readyReplicas: sumOfStatus(all, 'readyReplicas'),
      availableReplicas: available,
      unavailableReplicas: Math.max(0, sumOfSpec(all) - available),
    }),
    terminatingReplicas: sumOfStatus(all, 'terminatingReplicas'),
    ...(collisionCount !== undefined && { collisionCount }),
    ...(conditions && { conditions }),
  };
  const { maxUnavailable } = rollingLimits(deployment);
  const enough = available >= wantedReplicas(deployment) - maxUnavailable;
  const condition: NewCondition = enough
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
  return withCondition(status, condition, now);
}

/** Whether all pods are of the current template and available. */
export function isComplete(
  deployment: Deployment,
  status: IDeploymentStatus = {},
): boolean {
  const { updatedReplicas, replicas, availableReplicas } = status;
  const wanted = wantedReplicas(deployment);
  return (
    [updatedReplicas, replicas, availableReplicas].every(
      (count = 0) => count === wanted,
    ) && status.observedGeneration === deployment.metadata.generation
  );
}

export function hasDeadline({ spec }: Deployment): boolean {
  return (
    spec.progressDeadlineSeconds !== undefined &&
    spec.progressDeadlineSeconds !== NO_DEADLINE
  );
}

/** Adds how the rollout gets on, and whether ReplicaSets fail to get pods. */
export function rolloutStatus(
  deployment: Deployment,
  replicaSets: ReplicaSets,
  now: Date,
): IDeploymentStatus {
  const observed = observedStatus(deployment, replicaSets, now);
  const status = withProgress(deployment, observed, replicaSets.current, now);
  const failure = [replicaSets.current, ...replicaSets.old]
    .flatMap(set => set?.status?.conditions ?? [])
    .find(({ type }) => type === 'ReplicaFailure');
  if (!failure) {
    return withoutCondition(status, 'ReplicaFailure');
  }
  const { type, status: value, reason, message } = failure;
  return withCondition(status, { type, status: value, reason, message }, now);
}

function withProgress(
  deployment: Deployment,
  status: IDeploymentStatus,
  current: ReplicaSet | undefined,
  now: Date,
): IDeploymentStatus {
  if (!hasDeadline(deployment)) {
    return withoutCondition(status, 'Progressing');
  }
  const earlier = findCondition(deployment.status, 'Progressing');
  if (
    status.replicas === status.updatedReplicas &&
    earlier?.reason === AVAILABLE
  ) {
    return status;
  }
  const what = current
    ? `ReplicaSet "${current.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`;
  const set = (reason: string, text: string, anew = false) => {
    const condition: NewCondition = {
      type: 'Progressing',
      status: reason === TIMED_OUT ? 'False' : 'True',
      reason,
      message: `${what} ${text}.`,
    };
    return withCondition(status, condition, now, anew);
  };
  if (isComplete(deployment, status)) {
    return set(AVAILABLE, 'has successfully progressed');
  }
  if (hasProgressed(deployment.status, status)) {
    // The time of the last progress counts.
    return set('ReplicaSetUpdated', 'is progressing', true);
  }
  return earlier?.reason === TIMED_OUT ||
    (deadlineOf(deployment, status) ?? Infinity) < now.getTime()
    ? set(TIMED_OUT, 'has timed out progressing')
    : status;
}

function hasProgressed(
  before: IDeploymentStatus = {},
  after: IDeploymentStatus,
): boolean {
  const grows = (count: (status: IDeploymentStatus) => number) =>
    count(after) > count(before);
  return (
    grows(({ updatedReplicas = 0 }) => updatedReplicas) ||
    grows(
      ({ replicas = 0, updatedReplicas = 0 }) => updatedReplicas - replicas,
    ) ||
    grows(({ readyReplicas = 0 }) => readyReplicas) ||
    grows(({ availableReplicas = 0 }) => availableReplicas)
  );
}

/** Milliseconds of the epoch; undefined when there is none to wait for. */
function deadlineOf(
  deployment: Deployment,
  status: IDeploymentStatus | undefined,
): number | undefined {
  const { reason, lastUpdateTime = '' } =
    findCondition(status, 'Progressing') ?? {};
  const isOver = !reason || [TIMED_OUT, AVAILABLE].includes(reason);
  return isOver || !hasDeadline(deployment)
    ? undefined
    : Date.parse(lastUpdateTime) +
        deployment.spec.progressDeadlineSeconds! * 1000;
}

/**
 * Milliseconds after which a rollout that has got nowhere is to be looked at
 * again; undefined when there is no deadline to wait for.
 */
export function msUntilTimeout(
  deployment: Deployment,
  now: Date,
): number | undefined {
  const deadline = deadlineOf(deployment, deployment.status);
  // A second more, since times are kept in whole seconds.
  return deadline && Math.max(0, deadline - now.getTime()) + 1000;
}
