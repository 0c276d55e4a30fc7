import { ObservedNode } from '../observed/observed';

/** @public */
export interface PodToleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
}

/**
 * What a pod's specification says about the nodes it may run on, without
 * affinity.
 *
 * @public
 */
export interface NodeChoice {
  nodeSelector?: Record<string, string>;
  tolerations?: PodToleration[];
}

type Taint = ObservedNode['taints'][number];

/**
 * Whether a pod tolerates a taint.
 *
 * Source of the rule: "Taints and Tolerations" in the documentation of
 * Kubernetes.
 */
function tolerates(toleration: PodToleration, taint: Taint): boolean {
  const { key, operator = 'Equal', value = '', effect } = toleration;
  return (
    (!effect || effect === taint.effect) &&
    (!key ? operator === 'Exists' : key === taint.key) &&
    (operator === 'Exists' || value === (taint.value ?? ''))
  );
}

/**
 * Gives a function that tells whether the node selector and the node's taints
 * let a pod onto a node.
 *
 * The picture of a cluster has not all labels of its nodes. A selector on a
 * label that no node of the picture has is therefore not looked at.
 *
 * @param nodes - all nodes of the picture
 */
export function nodeFilter(
  nodes: readonly ObservedNode[],
): (choice: NodeChoice, node: ObservedNode) => boolean {
  const known = new Set(nodes.flatMap(({ labels }) => Object.keys(labels)));
  return ({ nodeSelector = {}, tolerations = [] }, node) =>
    Object.entries(nodeSelector).every(
      ([key, value]) => !known.has(key) || node.labels[key] === value,
    ) &&
    node.taints
      .filter(({ effect }) => effect !== 'PreferNoSchedule')
      .every(taint => tolerations.some(some => tolerates(some, taint)));
}
