import { ObjectApi } from '../api/objectApi';
import { Pod, StatefulSet } from '../objects/kinds';
import { PODS } from '../objects/resourceTypes';
import { Component } from '../runtime/controller';
import { EventRecorder } from '../runtime/events';
import { createObjectController } from '../runtime/objectController';
import { controlled, isTerminating, podsOf } from '../runtime/pods';
import { SetReconciler } from './setReconciler';
import { annotationOf, isLeader, labelOf, LEADER_WORKER_SETS } from './types';
import { registerWebhooks } from './webhooks';

const NAME = 'leaderworkerset';

/**
 * LWS 0.9: the controller of LeaderWorkerSets and their pods, with its
 * webhooks. Until it is started, and while it is stopped, nobody serves the
 * webhooks: see {@link registerWebhooks}.
 */
export function createLeaderWorkerSetController(api: ObjectApi): Component {
  const events = new EventRecorder(api, NAME, 'new');
  const components = [
    createObjectController(api, {
      name: NAME,
      type: LEADER_WORKER_SETS,
      // All that belongs to a LeaderWorkerSet has its name as a label.
      wokenBy: part => {
        const { namespace } = part.metadata;
        const name = labelOf(part, 'name');
        const isWorker = part.kind === PODS.kind && !isLeader(part);
        return name === undefined || isWorker ? undefined : { namespace, name };
      },
      reconcile: lws => new SetReconciler(api, events, lws).run(),
    }),
    createObjectController(api, {
      name: 'pod',
      type: PODS,
      reconcile: pod => restartGroup(api, events, pod),
    }),
  ];
  let isServing = false;
  registerWebhooks(api, () => isServing);
  return {
    name: NAME,
    start() {
      isServing = true;
      components.forEach(component => component.start());
    },
    stop() {
      isServing = false;
      components.forEach(component => component.stop());
    },
  };
}

/** Deletes the leader of a group when one of its pods has failed. */
function restartGroup(api: ObjectApi, events: EventRecorder, pod: Pod) {
  const { store } = api;
  const { namespace, name } = pod.metadata;
  const setName = labelOf(pod, 'name') ?? '';
  const lws = store.get(LEADER_WORKER_SETS, namespace, setName);
  const leaderName = annotationOf(pod, 'leader-name') ?? name;
  const leader = store.get(PODS, namespace, leaderName);
  if (!hasFailed(pod) || !lws || !leader || isTerminating(leader)) {
    return;
  }
  const { restartPolicy, size } = lws.spec.leaderWorkerTemplate;
  const workers = controlled<StatefulSet>(store, leader, 'StatefulSet');
  const group = [leader, ...workers.flatMap(set => podsOf(store, set))];
  const hasStarted =
    group.length === size &&
    group.every(({ status }) => status?.phase !== 'Pending');
  // Workers of an earlier leader do not count.
  if (
    group.includes(pod) &&
    restartPolicy !== 'None' &&
    (hasStarted || restartPolicy !== 'RecreateGroupAfterStart')
  ) {
    api.delete(PODS, leader.metadata, { propagationPolicy: 'Foreground' });
    const index = labelOf(leader, 'group-index');
    events.record(lws, {
      type: 'Normal',
      reason: 'RecreateGroup',
      message: `Worker pod ${name} failed, deleted leader pod ${leaderName} to recreate group ${index}`,
      // So that each recreation of a group is an event of its own.
      related: leader,
    });
  }
}

/** Whether a pod is a reason to recreate its group. */
function hasFailed(pod: Pod): boolean {
  const { initContainerStatuses = [], containerStatuses = [] } =
    pod.status ?? {};
  return (
    isTerminating(pod) ||
    [...initContainerStatuses, ...containerStatuses].some(
      ({ restartCount }) => restartCount > 0,
    )
  );
}
