import {
  ClusterAccelerator,
  addCounts,
  DeviceCounts,
} from '@aikit-backstage/plugin-aikit-common';
import { ObservedNode, ObservedPod } from '../observed/observed';
import { modelOf } from './devices';

type Placed = Pick<ObservedPod, 'nodeName' | 'phase' | 'accelerators'>;

/** Whether all containers of a pod have ended, for good. */
export function hasEnded({ phase }: Pick<Placed, 'phase'>): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

/**
 * Whether a pod keeps its devices from others: it has a node and has not
 * ended. A terminating pod does until it is gone.
 */
export function holdsDevices(pod: Pick<Placed, 'nodeName' | 'phase'>): boolean {
  return pod.nodeName !== undefined && !hasEnded(pod);
}

function allocatedByNode(pods: Iterable<Placed>): Map<string, DeviceCounts> {
  const allocated = new Map<string, DeviceCounts>();
  for (const pod of pods) {
    if (pod.nodeName !== undefined && holdsDevices(pod)) {
      const before = allocated.get(pod.nodeName) ?? {};
      allocated.set(pod.nodeName, addCounts(before, pod.accelerators));
    }
  }
  return allocated;
}

function isUsable(node: ObservedNode): boolean {
  return node.ready && !node.unschedulable;
}

/**
 * Free accelerators by node name and resource: allocatable less the effective
 * requests of the pods there. Nodes that are not ready or cordoned are absent,
 * nodes without accelerators have an empty record. Never below zero, which a
 * node whose devices have failed would otherwise be.
 *
 * @param nodes - all nodes of the cluster
 * @param pods - all pods of the cluster, of whatever workload
 * @public
 */
export function freeAccelerators(
  nodes: Iterable<ObservedNode>,
  pods: Iterable<ObservedPod>,
): Record<string, Record<string, number>> {
  const allocated = allocatedByNode(pods);
  const free: Record<string, Record<string, number>> = {};
  for (const node of nodes) {
    if (isUsable(node)) {
      const taken = allocated.get(node.name) ?? {};
      free[node.name] = Object.fromEntries(
        Object.entries(node.accelerators).map(([resource, count]) => [
          resource,
          Math.max(0, count - (taken[resource] ?? 0)),
        ]),
      );
    }
  }
  return free;
}

/**
 * Capacity of a cluster by accelerator resource, sorted by name. Resources are
 * never added to each other: a MIG slice or a neuron core is part of a device
 * that may be offered whole as well.
 *
 * @param nodes - all nodes of the cluster
 * @param pods - all pods of the cluster, of whatever workload
 * @public
 */
export function clusterAccelerators(
  nodes: Iterable<ObservedNode>,
  pods: Iterable<ObservedPod>,
): ClusterAccelerator[] {
  const allNodes = [...nodes];
  const allPods = [...pods];
  const free = freeAccelerators(allNodes, allPods);
  let allocated: DeviceCounts = {};
  for (const counts of allocatedByNode(allPods).values()) {
    allocated = addCounts(allocated, counts);
  }
  const resources = new Set([
    ...allNodes.flatMap(node => Object.keys(node.accelerators)),
    ...Object.keys(allocated),
  ]);
  return [...resources].sort().map(resource => {
    const offering = allNodes.filter(node => node.accelerators[resource] > 0);
    const freeByNode = offering.map(node => free[node.name]?.[resource] ?? 0);
    return {
      resource,
      usable: sum(offering.filter(isUsable), resource),
      total: sum(offering, resource),
      allocated: allocated[resource] ?? 0,
      free: freeByNode.reduce((total, count) => total + count, 0),
      largestFree: Math.max(0, ...freeByNode),
      models: modelsOf(offering, resource),
    };
  });
}

function sum(nodes: ObservedNode[], resource: string): number {
  return nodes.reduce((total, node) => total + node.accelerators[resource], 0);
}

/** Product names on the labels of nodes, each once, sorted. */
export function modelsOf(nodes: ObservedNode[], resource: string): string[] {
  const models = nodes.flatMap(node => modelOf(resource, node.labels) ?? []);
  return [...new Set(models)].sort();
}
