import { Node } from './kinds';
import { NewObject } from './types';

/**
 * A node, as tests and scenarios describe it.
 *
 * @public
 */
export interface NodeOptions {
  name: string;
  labels?: Record<string, string>;
  /**
   * Quantities by resource, both capacity and allocatable. Without them a node
   * has 64 CPUs, 256Gi of memory and room for 110 pods.
   */
  capacity?: Record<string, string | number>;
  taints?: {
    key: string;
    value?: string;
    effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  }[];
}

/**
 * The node's object, to be created; its kubelet does the rest.
 *
 * @public
 */
export function nodeManifest({
  name,
  labels,
  capacity,
  taints,
}: NodeOptions): NewObject<Node> {
  const quantities = Object.fromEntries(
    Object.entries({ cpu: 64, memory: '256Gi', pods: 110, ...capacity }).map(
      ([resource, quantity]) => [resource, String(quantity)],
    ),
  );
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        ...labels,
      },
    },
    spec: taints ? { taints } : {},
    status: { capacity: quantities, allocatable: quantities },
  };
}
