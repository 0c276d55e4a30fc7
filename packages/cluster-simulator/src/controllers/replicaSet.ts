import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { Pod, ReplicaSet } from '../objects/kinds';
import { PODS, REPLICA_SETS } from '../objects/resourceTypes';
import { timestamp } from '../runtime/clock';
import { Component } from '../runtime/component';
import { createObjectController, nonZero, Tell } from './objectController';
import {
  isPodActive,
  isPodReady,
  podFromTemplate,
  podsOf,
  wantedReplicas,
} from './pods';

/**
 * Keeps as many pods as each ReplicaSet asks for. Those that it has not made
 * are not its business, even if it selects them.
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
    for (const { metadata } of active.sort(byWorth).slice(0, surplus)) {
      api.delete(PODS, metadata);
      tell(replicaSet, 'SuccessfulDelete', `Deleted pod: ${metadata.name}`);
    }
  }

  function statusOf(replicaSet: ReplicaSet, failure: ApiError | undefined) {
    const active = podsOf(api.store, replicaSet).filter(isPodActive);
    const ready = active.filter(isPodReady).length;
    // The first failure stays until all is well.
    const conditions = replicaSet.status?.conditions ?? [
      {
        type: 'ReplicaFailure',
        status: 'True' as const,
        lastTransitionTime: timestamp(api.clock.now()),
        reason: 'FailedCreate',
        message: failure?.message,
      },
    ];
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

/** Pods that have got the least far first, of equal ones the youngest. */
function byWorth(a: Pod, b: Pod): number {
  const [x, y] = [a, b].map(
    pod => Number(!!pod.spec.nodeName) + Number(isPodReady(pod)),
  );
  const isYounger = a.metadata.creationTimestamp > b.metadata.creationTimestamp;
  return x - y || (isYounger ? -1 : 1);
}
