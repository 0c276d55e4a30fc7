import type { ITaint } from 'kubernetes-models/v1/Taint';
import { ObjectApi } from '../api/objectApi';
import { Node, Pod } from '../objects/kinds';
import { withCondition } from '../objects/podConditions';
import { NODES, PODS } from '../objects/resourceTypes';
import { timestamp } from '../runtime/clock';
import { Component } from '../runtime/component';
import { Controller } from '../runtime/controller';
import { EventRecorder } from '../runtime/events';
import { tolerates } from '../scheduler/filters';
import { NOT_READY, UNREACHABLE } from './defaultTolerations';
import { Events, writeStatus } from './objectController';
import { isPodReady, isTerminating } from './pods';

const NAME = 'node-lifecycle-controller';
const CORDONED: ITaint = {
  key: 'node.kubernetes.io/unschedulable',
  effect: 'NoSchedule',
};

/** What {@link createNodeLifecycleController} can be told. */
export interface NodeLifecycleOptions {
  /** The cluster's events when it is not given. */
  events?: Events;
  /** Seconds after which pods of a removed node are deleted; 40 by default. */
  removedNodeSeconds?: number;
}

/** Heartbeats are not. */
function isRelevant(node: Node, previous: Node | undefined): boolean {
  return (
    !previous ||
    node.spec !== previous.spec ||
    readiness(node) !== readiness(previous)
  );
}

function readiness({ status }: Node) {
  return status?.conditions?.find(({ type }) => type === 'Ready')?.status;
}

class NodeLifecycle {
  /** Names of nodes with a taint that evicts pods. */
  readonly evicting = new Set<string>();
  readonly #nodeEvents: Events;
  readonly #evictionEvents: Events;

  constructor(private readonly api: ObjectApi, events?: Events) {
    this.#nodeEvents = events ?? new EventRecorder(api, 'node-controller');
    this.#evictionEvents =
      events ?? new EventRecorder(api, 'taint-eviction-controller');
  }

  /** @returns milliseconds until the next pod is to be evicted */
  reconcile(name: string): number | undefined {
    const node = this.api.store.get(NODES, undefined, name);
    if (!node) {
      this.evicting.delete(name);
      for (const { metadata } of this.#podsOn(name)) {
        this.api.delete(PODS, metadata, { gracePeriodSeconds: 0 });
      }
      return undefined;
    }
    const taints = this.#taint(node);
    const evicting = taints.filter(({ effect }) => effect === 'NoExecute');
    if (evicting.length === 0) {
      this.evicting.delete(name);
    } else {
      this.evicting.add(name);
    }
    const ready = readiness(node);
    if (evicting.length === 0 && (!ready || ready === 'True')) {
      return undefined;
    }
    const pods = this.#podsOn(name);
    if (ready && ready !== 'True') {
      pods.filter(isPodReady).forEach(pod => this.#markNotReady(pod));
    }
    return this.#evict(pods, evicting);
  }

  #podsOn(name: string): Pod[] {
    return [...this.api.store.list(PODS)].filter(
      ({ spec }) => spec.nodeName === name,
    );
  }

  #taint(node: Node): ITaint[] {
    const { taints = [], ...spec } = node.spec ?? {};
    const now = timestamp(this.api.clock.now());
    const wanted = taintsFor(node).map(
      taint => taints.find(isSame(taint)) ?? { ...taint, timeAdded: now },
    );
    const all = [...taints.filter(taint => !isOwn(taint)), ...wanted];
    const evicts = (taint: ITaint) =>
      isOwn(taint) && taint.effect === 'NoExecute';
    const isLost = wanted.some(evicts) && !taints.some(evicts);
    if (isLost) {
      this.#nodeEvents.record(node, {
        type: 'Normal',
        reason: 'NodeNotReady',
        message: `Node ${node.metadata.name} status is now: NodeNotReady`,
      });
    }
    this.api.update(NODES, {
      ...node,
      spec: { ...spec, ...(all.length > 0 && { taints: all }) },
    });
    return all;
  }

  #markNotReady(pod: Pod) {
    const conditions = withCondition(
      pod.status?.conditions,
      { type: 'Ready', status: 'False' },
      timestamp(this.api.clock.now()),
    );
    writeStatus(this.api, PODS, pod, { ...pod.status, conditions });
    this.#nodeEvents.record(pod, {
      type: 'Warning',
      reason: 'NodeNotReady',
      message: 'Node is not ready',
    });
  }

  #evict(pods: Pod[], taints: ITaint[]): number | undefined {
    const now = this.api.clock.now().getTime();
    let next = Infinity;
    for (const pod of pods.filter(each => !isTerminating(each))) {
      const due = Math.min(...taints.map(taint => evictionTime(pod, taint)));
      if (due <= now) {
        this.#evictNow(pod);
      } else {
        next = Math.min(next, due);
      }
    }
    return next === Infinity ? undefined : next - now;
  }

  #evictNow(pod: Pod) {
    const { namespace, name } = pod.metadata;
    this.#evictionEvents.record(pod, {
      type: 'Normal',
      reason: 'TaintManagerEviction',
      message: `Marking for deletion Pod ${namespace}/${name}`,
    });
    const conditions = withCondition(
      this.api.get(PODS, pod.metadata).status?.conditions,
      {
        type: 'DisruptionTarget',
        status: 'True',
        reason: 'DeletionByTaintManager',
        message: 'Taint manager: deleting due to NoExecute taint',
      },
      timestamp(this.api.clock.now()),
    );
    writeStatus(this.api, PODS, pod, { ...pod.status, conditions });
    this.api.delete(PODS, pod.metadata);
  }
}

/** Taints that say in what state a node is. */
function taintsFor(node: Node): ITaint[] {
  const ready = readiness(node);
  const lost = ready === 'Unknown' ? UNREACHABLE : NOT_READY;
  return [
    ...(node.spec?.unschedulable ? [CORDONED] : []),
    ...(ready && ready !== 'True'
      ? (['NoSchedule', 'NoExecute'] as const).map(effect => ({
          key: lost,
          effect,
        }))
      : []),
  ];
}

function isOwn({ key }: ITaint): boolean {
  return [NOT_READY, UNREACHABLE, CORDONED.key].includes(key);
}

function isSame(taint: ITaint) {
  return ({ key, effect }: ITaint) =>
    key === taint.key && effect === taint.effect;
}

/** Milliseconds of the epoch at which a taint ends a pod; never is Infinity. */
function evictionTime({ spec }: Pod, taint: ITaint): number {
  const toleration = spec.tolerations?.find(each => tolerates(each, taint));
  if (!toleration) {
    return 0;
  }
  const { tolerationSeconds } = toleration;
  return tolerationSeconds === undefined
    ? Infinity
    : Date.parse(taint.timeAdded ?? '') + Math.max(0, tolerationSeconds) * 1000;
}

/**
 * Taints nodes that are not ready, unreachable or cordoned, evicts pods that do
 * not tolerate it (any longer), and deletes those of removed nodes.
 */
export function createNodeLifecycleController(
  api: ObjectApi,
  { events, removedNodeSeconds = 40 }: NodeLifecycleOptions = {},
): Component {
  const { store } = api;
  const lifecycle = new NodeLifecycle(api, events);
  const controller = new Controller({
    name: NAME,
    clock: api.clock,
    reconcile: name => lifecycle.reconcile(name),
  });
  const removeLater = (name: string) =>
    controller.addAfter(name, removedNodeSeconds * 1000);
  let subscriptions: (() => void)[] = [];
  return {
    name: NAME,
    start() {
      subscriptions = [
        store.subscribe(NODES, ({ type, object, previous }) => {
          if (type === 'DELETED') {
            removeLater(object.metadata.name);
          } else if (isRelevant(object, previous)) {
            controller.add(object.metadata.name);
          }
        }),
        store.subscribe(PODS, ({ object: { spec }, previous }) => {
          const { nodeName } = spec;
          if (
            nodeName &&
            nodeName !== previous?.spec.nodeName &&
            lifecycle.evicting.has(nodeName)
          ) {
            controller.add(nodeName);
          }
        }),
      ];
      for (const { metadata } of store.list(NODES)) {
        controller.add(metadata.name);
      }
      for (const { spec } of store.list(PODS)) {
        if (spec.nodeName && !store.get(NODES, undefined, spec.nodeName)) {
          removeLater(spec.nodeName);
        }
      }
      controller.start();
    },
    stop() {
      subscriptions.forEach(unsubscribe => unsubscribe());
      controller.stop();
    },
  };
}
