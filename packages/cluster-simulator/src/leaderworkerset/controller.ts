import { ObjectApi } from '../api/objectApi';
import { controllerOf, keyOf, parseKey } from '../controllers/pods';
import { Pod, StatefulSet } from '../objects/kinds';
import { PODS, SERVICES, STATEFUL_SETS } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { Component } from '../runtime/component';
import { Controller } from '../runtime/controller';
import { EventRecorder } from '../runtime/events';
import { hasFailed, PodReconciler } from './podReconciler';
import { SetEvents } from './setEvents';
import { SetReconciler } from './setReconciler';
import { isLeader, LEADER_WORKER_SETS, labelOf } from './types';
import { registerWebhooks } from './webhooks';

const NAME = 'leaderworkerset';

/**
 * LWS 0.9: the controller of LeaderWorkerSets and their pods, with its
 * webhooks. Until it is started, and while it is stopped, nobody serves the
 * webhooks: see {@link registerWebhooks}.
 */
export function createLeaderWorkerSetController(api: ObjectApi): Component {
  const { store, clock } = api;
  const events = new SetEvents(new EventRecorder(api, NAME, 'new'));
  const setReconciler = new SetReconciler(api, events);
  const podReconciler = new PodReconciler(api, events);
  const sets = new Controller({
    name: NAME,
    clock,
    reconcile: key => {
      const { namespace, name } = parseKey(key);
      const lws = store.get(LEADER_WORKER_SETS, namespace, name);
      return lws && setReconciler.reconcile(lws);
    },
  });
  const pods = new Controller({
    name: 'pod',
    clock,
    reconcile: key => {
      const { namespace, name } = parseKey(key);
      const pod = store.get(PODS, namespace, name);
      return pod && podReconciler.reconcile(pod);
    },
  });

  const addPod = (pod: Pod) => {
    // Of workers, only those that bring down their group are of interest.
    if (labelOf(pod, 'name') && (isLeader(pod) || hasFailed(pod))) {
      pods.add(keyOf(pod.metadata));
    }
  };
  const addOwner = (object: KubeObject) => {
    const owner = controllerOf(object);
    const { namespace } = object.metadata;
    if (owner?.kind === LEADER_WORKER_SETS.kind) {
      sets.add(keyOf({ namespace, name: owner.name }));
    }
    if (owner?.kind === PODS.kind && object.kind === STATEFUL_SETS.kind) {
      pods.add(keyOf({ namespace, name: owner.name }));
    }
  };
  const addSetOf = (statefulSet: StatefulSet) => {
    const name = labelOf(statefulSet, 'name');
    if (name !== undefined) {
      sets.add(keyOf({ namespace: statefulSet.metadata.namespace, name }));
      addOwner(statefulSet);
    }
  };

  let subscriptions: (() => void)[] | undefined;
  registerWebhooks(api, () => subscriptions !== undefined);
  return {
    name: NAME,
    start() {
      subscriptions ??= [
        store.subscribe(LEADER_WORKER_SETS, ({ object }) =>
          sets.add(keyOf(object.metadata)),
        ),
        store.subscribe(STATEFUL_SETS, ({ object }) => addSetOf(object)),
        store.subscribe(SERVICES, ({ object }) => addOwner(object)),
        store.subscribe(PODS, ({ object, type }) => {
          if (type !== 'DELETED') {
            addPod(object);
          }
        }),
      ];
      for (const { metadata } of store.list(LEADER_WORKER_SETS)) {
        sets.add(keyOf(metadata));
      }
      for (const pod of store.list(PODS)) {
        addPod(pod);
      }
      sets.start();
      pods.start();
    },
    stop() {
      subscriptions?.forEach(unsubscribe => unsubscribe());
      subscriptions = undefined;
      sets.stop();
      pods.stop();
    },
  };
}
