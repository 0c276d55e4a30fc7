import type { ITaint } from 'kubernetes-models/v1/Taint';
import { ObjectApi } from '../api/objectApi';
import { Node, Pod } from '../objects/kinds';
import { NODES, PODS } from '../objects/resourceTypes';
import { timestamp } from '../runtime/clock';
import { Component } from '../runtime/component';
import { tolerates } from '../scheduler/filters';
import {
  createObjectController,
  Tell,
  withConditions,
  writeStatus,
} from './objectController';
import { isPodReady, isTerminating } from './pods';

const NOT_READY = 'node.kubernetes.io/not-ready';
const UNREACHABLE = 'node.kubernetes.io/unreachable';
const EFFECTS = ['NoSchedule', 'NoExecute'] as const;
const REMOVED_NODE_MS = 40_000;

/**
 * Taints nodes that are lost, and evicts pods that do not tolerate a taint (any
 * longer). Deletes the pods of nodes that have been removed for a while.
 */
export function createNodeLifecycleController(api: ObjectApi): Component {
  const { store, clock } = api;
  /** Since when nodes are missing, in milliseconds of the epoch. */
  const missing = new Map<string, number>();

  const podsOn = (name: string) =>
    [...store.list(PODS)].filter(({ spec }) => spec.nodeName === name);

  /** @returns milliseconds until its pods are deleted */
  function reconcileMissing(name: string): number | undefined {
    const now = clock.now().getTime();
    const since = missing.get(name) ?? now;
    const wait = since + REMOVED_NODE_MS - now;
    if (wait > 0) {
      missing.set(name, since);
      return wait;
    }
    missing.delete(name);
    for (const { metadata } of podsOn(name)) {
      api.delete(PODS, metadata, { gracePeriodSeconds: 0 });
    }
    return undefined;
  }

  /** @returns milliseconds until the next pod is to be evicted */
  function reconcile(node: Node, tell: Tell): number | undefined {
    const { name } = node.metadata;
    const { taints = [], ...spec } = node.spec ?? {};
    missing.delete(name);
    const loss = lossOf(node);
    const known = taints.find(isLoss)?.key;
    if (loss !== known) {
      if (!known) {
        const message = `Node ${name} status is now: NodeNotReady`;
        tell(node, 'NodeNotReady', message);
      }
      const timeAdded = timestamp(clock.now());
      const others = taints.filter(each => !isLoss(each));
      const added = loss
        ? EFFECTS.map(effect => ({ key: loss, effect, timeAdded }))
        : [];
      const all = [...others, ...added];
      // This wakes it again.
      const changed = all.length > 0 ? { ...spec, taints: all } : spec;
      api.update(NODES, { ...node, spec: changed });
      return undefined;
    }
    const evicting = taints.filter(({ effect }) => effect === 'NoExecute');
    const pods = evicting.length > 0 ? podsOn(name) : [];
    for (const pod of loss ? pods.filter(isPodReady) : []) {
      const notReady = { type: 'Ready', status: 'False' } as const;
      const { conditions: before } = pod.status!;
      const conditions = withConditions(before, [notReady], clock.now());
      writeStatus(api, PODS, pod, { ...pod.status, conditions });
      tell(pod, 'NodeNotReady', 'Node is not ready', 'Warning');
    }
    return evict(pods, evicting, tell);
  }

  function evict(pods: Pod[], taints: ITaint[], tell: Tell) {
    const now = clock.now().getTime();
    let next = Infinity;
    for (const pod of pods.filter(each => !isTerminating(each))) {
      const due = Math.min(...taints.map(each => evictionTime(pod, each)));
      if (due <= now) {
        const { namespace, name } = pod.metadata;
        const message = `Marking for deletion Pod ${namespace}/${name}`;
        tell(pod, 'TaintManagerEviction', message);
        api.delete(PODS, pod.metadata);
      } else {
        next = Math.min(next, due);
      }
    }
    return next === Infinity ? undefined : next - now;
  }

  return createObjectController(api, {
    name: 'node-controller',
    type: NODES,
    wokenBy: ({ kind, spec }) => {
      const { nodeName } = kind === PODS.kind ? (spec as Pod['spec']) : {};
      return nodeName ? { name: nodeName } : undefined;
    },
    reconcile,
    reconcileMissing,
  });
}

/** Whether a taint says that a node is lost. */
function isLoss({ key }: ITaint): boolean {
  return key === NOT_READY || key === UNREACHABLE;
}

/** The taint that a node is to have; none before it has said how it is. */
function lossOf({ status }: Node): string | undefined {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const lost = ready?.status === 'Unknown' ? UNREACHABLE : NOT_READY;
  return ready && ready.status !== 'True' ? lost : undefined;
}

/** Milliseconds of the epoch at which a taint ends a pod; never is Infinity. */
function evictionTime({ spec }: Pod, taint: ITaint): number {
  const toleration = spec.tolerations?.find(each => tolerates(each, taint));
  if (!toleration) {
    return 0;
  }
  const { tolerationSeconds = Infinity } = toleration;
  return (Date.parse(taint.timeAdded ?? '') || 0) + tolerationSeconds * 1000;
}
