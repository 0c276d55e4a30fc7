import type { ITaint } from 'kubernetes-models/v1/Taint';
import { timestamp } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { Node, Pod } from '../objects/kinds';
import { NODES, PODS } from '../objects/resourceTypes';
import { Component } from '../runtime/controller';
import {
  createObjectController,
  Tell,
  withConditions,
  writeStatus,
} from '../runtime/objectController';
import { isPodReady, isTerminating } from '../runtime/pods';
import { tolerates } from '../scheduler/filters';

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const EFFECTS = ['NoSchedule', 'NoExecute'] as const;

/**
 * Taints lost nodes, and evicts pods that do not tolerate a taint, or have
 * tolerated it long enough.
 */
export function createNodeLifecycleController(api: ObjectApi): Component {
  return createObjectController(api, {
    name: 'node-controller',
    type: NODES,
    wokenBy: ({ kind, spec }) => {
      const { nodeName } = kind === PODS.kind ? (spec as Pod['spec']) : {};
      return nodeName ? { name: nodeName } : undefined;
    },
    reconcile,
  });

  /** @returns milliseconds until the next pod is to be evicted */
  function reconcile(node: Node, tell: Tell): number | undefined {
    const { name } = node.metadata;
    const { taints = [] } = node.spec ?? {};
    const now = api.clock.now();
    const isLost = !!node.status?.conditions?.some(
      ({ type, status }) => type === 'Ready' && status === 'Unknown',
    );
    const others = taints.filter(({ key }) => key !== UNREACHABLE);
    if (isLost !== others.length < taints.length) {
      if (isLost) {
        const message = `Node ${name} status is now: NodeNotReady`;
        tell(node, 'NodeNotReady', message);
      }
      const timeAdded = timestamp(now);
      const added = EFFECTS.map(effect => ({
        key: UNREACHABLE,
        effect,
        timeAdded,
      }));
      const all = isLost ? [...others, ...added] : others;
      // This wakes it again.
      api.update(NODES, { ...node, spec: { ...node.spec, taints: all } });
      return undefined;
    }
    const evicting = taints.filter(({ effect }) => effect === 'NoExecute');
    if (evicting.length === 0) {
      return undefined;
    }
    let next = Infinity;
    for (const pod of [...api.store.list(PODS)]) {
      if (pod.spec.nodeName !== name || isTerminating(pod)) {
        continue;
      }
      if (isLost && isPodReady(pod)) {
        const notReady = { type: 'Ready', status: 'False' } as const;
        const { conditions: before } = pod.status!;
        const conditions = withConditions(before, [notReady], now);
        writeStatus(api, PODS, pod, { ...pod.status, conditions });
        tell(pod, 'NodeNotReady', 'Node is not ready', 'Warning');
      }
      const due = Math.min(...evicting.map(each => evictionTime(pod, each)));
      if (due <= now.getTime()) {
        const message = `Marking for deletion Pod ${pod.metadata.namespace}/${pod.metadata.name}`;
        tell(pod, 'TaintManagerEviction', message);
        api.delete(PODS, pod.metadata);
      } else {
        next = Math.min(next, due);
      }
    }
    return next === Infinity ? undefined : next - now.getTime();
  }
}

/** When a taint evicts a pod, in milliseconds of the epoch; Infinity for never. */
function evictionTime({ spec }: Pod, taint: ITaint): number {
  const toleration = spec.tolerations?.find(each => tolerates(each, taint));
  if (!toleration) {
    return 0;
  }
  const { tolerationSeconds = Infinity } = toleration;
  return (Date.parse(taint.timeAdded ?? '') || 0) + tolerationSeconds * 1000;
}
