import { NodeOptions, nodeManifest } from '@aikit-backstage/cluster-simulator';
import { Kubectl } from './kubectl';
import { poll } from './poll';

const TIMEOUT_MS = 30_000;

interface Node {
  spec?: { taints?: Array<{ key: string }> };
  status?: { conditions?: Array<{ type: string; status: string }> };
}

/**
 * Whether the scheduler may use a node. The node controller takes its own
 * taints off a while after Ready.
 */
export function takesPods({ spec, status }: Node): boolean {
  return (
    !!status?.conditions?.some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    ) && !spec?.taints?.some(({ key }) => key.startsWith('node.kubernetes.io/'))
  );
}

/** Creates nodes and waits until the scheduler may use them. */
export async function addNodes(
  kubectl: Kubectl,
  nodes: NodeOptions[],
): Promise<void> {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: nodes.map(nodeManifest),
  };
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
