import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { ReplicaSet } from '../objects/kinds';
import { PODS, REPLICA_SETS } from '../objects/resourceTypes';
import { Component } from '../runtime/controller';
import {
  condition,
  createObjectController,
  nonZero,
  Tell,
  withConditions,
} from '../runtime/objectController';
import {
  isPodActive,
  isPodReady,
  podFromTemplate,
  podsOf,
  wantedReplicas,
} from '../runtime/pods';

/**
 * Keeps as many pods as each ReplicaSet asks for. It leaves alone the pods that
 * it has not made, even if its selector fits them.
 */
export function createReplicaSetController(api: ObjectApi): Component {
  return createObjectController(api, {
    name: 'replicaset-controller',
    type: REPLICA_SETS,
    reconcile: manageReplicas,
    statusOf,
  });

  /** Creates or deletes pods. @throws ApiError of the first that fails */
  function manageReplicas(replicaSet: ReplicaSet, tell: Tell) {
    const active = podsOf(api.store, replicaSet).filter(isPodActive);
    const wanted = wantedReplicas(replicaSet);
    for (let count = active.length; count < wanted; count += 1) {
      const pod = podFromTemplate(replicaSet.spec.template!, replicaSet);
      try {
        const { metadata } = api.create(PODS, pod);
        tell(replicaSet, 'SuccessfulCreate', `Created pod: ${metadata.name}`);
      } catch (error) {
        const message = `Error creating: ${(error as Error).message}`;
        tell(replicaSet, 'FailedCreate', message, 'Warning');
        throw error;
      }
    }
    const surplus = Math.max(0, active.length - wanted);
    // Pods that are not ready go first.
    active.sort((a, b) => Number(isPodReady(a)) - Number(isPodReady(b)));
    for (const { metadata } of active.slice(0, surplus)) {
      api.delete(PODS, metadata);
      tell(replicaSet, 'SuccessfulDelete', `Deleted pod: ${metadata.name}`);
    }
  }

  function statusOf(replicaSet: ReplicaSet, failure: ApiError | undefined) {
    const active = podsOf(api.store, replicaSet).filter(isPodActive);
    const ready = active.filter(isPodReady).length;
    const { message = '' } = failure ?? {};
    const failed = condition('ReplicaFailure', true, 'FailedCreate', message);
    // The first failure is reported until everything works again.
    const conditions =
      replicaSet.status?.conditions ??
      withConditions(undefined, [failed], api.clock.now());
    return {
      replicas: active.length,
      ...nonZero({
        fullyLabeledReplicas: active.length,
        readyReplicas: ready,
        availableReplicas: ready,
      }),
      observedGeneration: replicaSet.metadata.generation,
      ...(failure && { conditions }),
    };
  }
}
