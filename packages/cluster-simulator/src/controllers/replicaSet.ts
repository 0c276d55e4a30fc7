import type { IReplicaSetStatus } from 'kubernetes-models/apps/v1/ReplicaSetStatus';
import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { Pod, ReplicaSet } from '../objects/kinds';
import { PODS, REPLICA_SETS } from '../objects/resourceTypes';
import { timestamp } from '../runtime/clock';
import { Component } from '../runtime/component';
import { EventRecorder } from '../runtime/events';
import {
  createObjectController,
  Events,
  nonZero,
  WorkloadControllerOptions,
  writeStatus,
} from './objectController';
import {
  controllerOf,
  isPodActive,
  isPodAvailable,
  isPodFinished,
  isPodReady,
  isTerminating,
  nextAvailability,
  podFromTemplate,
  podReadySince,
  podsOf,
  wantedReplicas,
} from './pods';
import { matchesSelector } from './selector';
import { slowStart } from './slowStart';

const NAME = 'replicaset-controller';
const MOST_AT_ONCE = 500;
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const PHASES = ['Pending', 'Unknown', 'Running'];

/** Keeps as many pods as each ReplicaSet asks for. */
export function createReplicaSetController(
  api: ObjectApi,
  { events = new EventRecorder(api, NAME) }: WorkloadControllerOptions = {},
): Component {
  return createObjectController(api, {
    name: NAME,
    type: REPLICA_SETS,
    owns: [PODS],
    reconcile: replicaSet => reconcile(api, events, replicaSet),
  });
}

function reconcile(api: ObjectApi, events: Events, replicaSet: ReplicaSet) {
  const failure = isTerminating(replicaSet)
    ? undefined
    : manageReplicas(api, events, replicaSet);
  const pods = podsOf(api.store, replicaSet);
  const now = api.clock.now();
  const status = statusOf(replicaSet, pods, failure, now);
  writeStatus(api, REPLICA_SETS, replicaSet, status);
  if (failure) {
    throw failure;
  }
  return nextAvailability(pods, replicaSet.spec.minReadySeconds ?? 0, now);
}

/** Creates or deletes pods; answers what went wrong. */
function manageReplicas(
  api: ObjectApi,
  events: Events,
  replicaSet: ReplicaSet,
): ApiError | undefined {
  const active = podsOf(api.store, replicaSet).filter(isPodActive);
  const missing = wantedReplicas(replicaSet) - active.length;
  try {
    if (missing > 0) {
      const attempts = Array.from({ length: Math.min(missing, MOST_AT_ONCE) });
      slowStart(attempts, () => createPod(api, events, replicaSet));
    } else if (missing < 0) {
      podsToDelete(api, replicaSet, active)
        .slice(0, -missing)
        .forEach(pod => deletePod(api, events, replicaSet, pod));
    }
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) {
      return error;
    }
    throw error;
  }
}

function createPod(api: ObjectApi, events: Events, replicaSet: ReplicaSet) {
  let pod: Pod;
  try {
    pod = api.create(
      PODS,
      podFromTemplate(replicaSet.spec.template!, replicaSet),
    );
  } catch (error) {
    events.record(replicaSet, {
      type: 'Warning',
      reason: 'FailedCreate',
      message: `Error creating: ${(error as Error).message}`,
    });
    throw error;
  }
  events.record(replicaSet, {
    type: 'Normal',
    reason: 'SuccessfulCreate',
    message: `Created pod: ${pod.metadata.name}`,
  });
}

function deletePod(
  api: ObjectApi,
  events: Events,
  replicaSet: ReplicaSet,
  { metadata }: Pod,
) {
  api.delete(PODS, metadata);
  events.record(replicaSet, {
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message: `Deleted pod: ${metadata.name}`,
  });
}

/**
 * Pods in the order in which they are given up: those first that are worth the
 * least, and of equal ones those that share their node with most others.
 */
function podsToDelete(
  api: ObjectApi,
  replicaSet: ReplicaSet,
  active: Pod[],
): Pod[] {
  const onNode = new Map<string | undefined, number>();
  for (const { spec } of relatedPods(api, replicaSet)) {
    onNode.set(spec.nodeName, (onNode.get(spec.nodeName) ?? 0) + 1);
  }
  const rank = (pod: Pod): number[] => [
    pod.spec.nodeName ? 1 : 0,
    PHASES.indexOf(pod.status?.phase ?? 'Pending'),
    isPodReady(pod) ? 1 : 0,
    Number(pod.metadata.annotations?.[DELETION_COST] ?? 0),
    -(onNode.get(pod.spec.nodeName) ?? 0),
    -(podReadySince(pod) ?? 0),
    -mostRestarts(pod),
    -Date.parse(pod.metadata.creationTimestamp),
  ];
  return active
    .map(pod => ({ pod, rank: rank(pod) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ pod }) => pod);
}

function compareRanks(a: number[], b: number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index < 0 ? 0 : a[index] - b[index];
}

/** Active pods of all ReplicaSets of the same Deployment. */
function relatedPods({ store }: ObjectApi, replicaSet: ReplicaSet): Pod[] {
  const deployment = controllerOf(replicaSet);
  const siblings = deployment
    ? store
        .dependents(deployment.uid)
        .filter(({ kind }) => kind === replicaSet.kind)
    : [replicaSet];
  return siblings
    .flatMap(sibling => podsOf(store, sibling))
    .filter(isPodActive);
}

function mostRestarts({ status }: Pod): number {
  const counts = status?.containerStatuses?.map(s => s.restartCount) ?? [];
  return Math.max(0, ...counts);
}

function statusOf(
  { spec, metadata, status }: ReplicaSet,
  pods: Pod[],
  failure: ApiError | undefined,
  now: Date,
): IReplicaSetStatus {
  const active = pods.filter(isPodActive);
  const { labels } = spec.template?.metadata ?? {};
  const matchLabels = labels as Record<string, string> | undefined;
  const conditions = conditionsOf(status, failure, active.length, spec, now);
  return {
    replicas: active.length,
    ...nonZero({
      fullyLabeledReplicas: active.filter(pod =>
        matchesSelector(pod.metadata.labels, { matchLabels }),
      ).length,
      readyReplicas: active.filter(isPodReady).length,
      availableReplicas: active.filter(pod =>
        isPodAvailable(pod, spec.minReadySeconds ?? 0, now),
      ).length,
    }),
    terminatingReplicas: pods.filter(
      pod => isTerminating(pod) && !isPodFinished(pod),
    ).length,
    observedGeneration: metadata.generation,
    ...(conditions.length > 0 && { conditions }),
  };
}

function conditionsOf(
  status: IReplicaSetStatus | undefined,
  failure: ApiError | undefined,
  replicas: number,
  spec: ReplicaSet['spec'],
  now: Date,
) {
  const isFailure = ({ type }: { type: string }) => type === 'ReplicaFailure';
  const conditions = status?.conditions ?? [];
  if (!failure) {
    return conditions.filter(condition => !isFailure(condition));
  }
  // The first failure stays until all is well.
  return conditions.some(isFailure)
    ? conditions
    : [
        ...conditions,
        {
          type: 'ReplicaFailure',
          status: 'True' as const,
          lastTransitionTime: timestamp(now),
          reason:
            replicas < wantedReplicas({ spec })
              ? 'FailedCreate'
              : 'FailedDelete',
          message: failure.message,
        },
      ];
}
