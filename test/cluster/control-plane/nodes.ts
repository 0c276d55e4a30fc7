import { Kubectl } from './kubectl';
import { poll } from './poll';

const TIMEOUT_MS = 30_000;

/** A fake node, as {@link addNodes} makes it. */
export interface NodeOptions {
  name: string;
  labels?: Record<string, string>;
  /**
   * Quantities by resource, both capacity and allocatable. Without them a node
   * has 64 CPUs, 256Gi of memory and room for 110 pods.
   */
  capacity?: Record<string, string | number>;
  taints?: Array<{
    key: string;
    value?: string;
    effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  }>;
}

interface Node {
  spec: { taints?: Array<{ key: string }> };
  status: { conditions?: Array<{ type: string; status: string }> };
}

function toNode({ name, labels, capacity, taints }: NodeOptions) {
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
    spec: { taints },
    status: { capacity: quantities, allocatable: quantities },
  };
}

// The node controller takes its own taints off a while after Ready.
function takesPods({ spec, status }: Node): boolean {
  return (
    !!status.conditions?.some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    ) && !spec.taints?.some(({ key }) => key === 'node.kubernetes.io/not-ready')
  );
}

/** Creates nodes and waits until the scheduler may use them. */
export async function addNodes(
  kubectl: Kubectl,
  nodes: NodeOptions[],
): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items: nodes.map(toNode) };
  // Not apply: it would leave the status out.
  await kubectl(['create', '-f', '-'], JSON.stringify(list));
  const names = nodes.map(({ name }) => name);
  await poll(
    async () => {
      const { items } = JSON.parse(
        await kubectl(['get', 'nodes', '-o', 'json']),
      ) as { items: Array<Node & { metadata: { name: string } }> };
      const ready = items.filter(
        node => names.includes(node.metadata.name) && takesPods(node),
      );
      return ready.length === names.length || undefined;
    },
    { what: `nodes ${names.join(', ')} to be ready`, timeoutMs: TIMEOUT_MS },
  );
}
