import { timestamp } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { Pod } from '../objects/kinds';
import { withCondition } from '../objects/podConditions';
import { podRequests } from '../objects/podRequests';
import { NODES, PODS } from '../objects/resourceTypes';
import { Component, Controller } from '../runtime/controller';
import { EventRecorder } from '../runtime/events';
import { keyOf, parseKey } from '../runtime/pods';
import { bindPod } from './binding';
import { describeRejections, Rejection, rejection } from './filters';
import { Ledger, occupies } from './ledger';
import { podAffinityFilter } from './podAffinity';

const NAME = 'default-scheduler';
const GATED = 'Scheduling is blocked due to non-empty scheduling gates';
/** The key of all pods that have no node. */
const RETRY = '';
/** How long changes are gathered before pods are tried again. */
const RETRY_MS = 100;

/**
 * Gives nodes to pods, as kube-scheduler does by its plugins for taints, node
 * affinity, resources and pod affinity. Nodes that fit take turns.
 * Left out are preemption, volumes, host ports, topology spread, `Gt`, `Lt` and
 * fields in node affinity, and all preferences.
 */
export function createScheduler(api: ObjectApi): Component {
  const { store, clock } = api;
  const recorder = new EventRecorder(api, NAME, 'new');
  const ledger = new Ledger(store);
  let turn = 0;

  const queue = new Controller({
    name: NAME,
    clock,
    reconcile: key => {
      const { namespace, name } = parseKey(key);
      const pod = store.get(PODS, namespace, name);
      const pods = key === RETRY ? [...store.list(PODS)] : [pod];
      pods.forEach(each => each && isMine(each) && schedule(each));
    },
  });
  store.subscribe(NODES, () => queue.addAfter(RETRY, RETRY_MS));
  store.subscribe(PODS, ({ type, object, previous }) => {
    if (occupies(previous) !== occupies(object) || type === 'DELETED') {
      queue.addAfter(RETRY, RETRY_MS);
    } else if (isMine(object) && object.spec !== previous?.spec) {
      queue.add(keyOf(object.metadata));
    }
  });

  function schedule(pod: Pod) {
    if (pod.spec.schedulingGates?.length) {
      setCondition(pod, 'SchedulingGated', GATED);
      return;
    }
    const place = choose(pod);
    if (typeof place === 'string') {
      recorder.record(bindPod(api, pod.metadata, place), {
        type: 'Normal',
        reason: 'Scheduled',
        action: 'Binding',
        message: `Successfully assigned ${keyOf(pod.metadata)} to ${place}`,
      });
      return;
    }
    const message = describeRejections(place);
    if (setCondition(pod, 'Unschedulable', message)) {
      recorder.record(pod, {
        type: 'Warning',
        reason: 'FailedScheduling',
        action: 'Scheduling',
        message,
      });
    }
  }

  /** @returns the name of a node, or why each of them does not fit */
  function choose(pod: Pod): string | Rejection[] {
    const { nodes } = ledger;
    const requests = podRequests(pod.spec);
    const rejectionByPods = podAffinityFilter(pod, ledger);
    const rejections: Rejection[] = [];
    for (let i = 0; i < nodes.length; i++) {
      const account = nodes[(turn + i) % nodes.length];
      const { name, labels = {} } = account.node!.metadata;
      const rejected =
        rejection(pod, requests, account) ?? rejectionByPods(labels);
      if (!rejected) {
        turn += i + 1;
        return name;
      }
      rejections.push(rejected);
    }
    return rejections;
  }

  /** @returns whether it says something new */
  function setCondition(pod: Pod, reason: string, message: string): boolean {
    const conditions = withCondition(
      pod.status?.conditions,
      { type: 'PodScheduled', status: 'False', reason, message },
      timestamp(clock.now()),
    );
    api.updateStatus(PODS, { ...pod, status: { ...pod.status, conditions } });
    return conditions !== pod.status?.conditions;
  }

  return {
    name: NAME,
    start: () => queue.start(),
    stop: () => queue.stop(),
  };
}

function isMine({ spec, metadata }: Pod): boolean {
  return (
    !spec.nodeName &&
    !metadata.deletionTimestamp &&
    (spec.schedulerName ?? NAME) === NAME
  );
}
