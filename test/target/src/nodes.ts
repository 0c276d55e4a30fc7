import { setTimeout as sleep } from 'node:timers/promises';
import { NodeOptions, nodeManifest } from '@aikit-backstage/cluster-simulator';
import { Target } from './target';

const TIMEOUT_MS = 30_000;

interface Node {
  spec?: { taints?: { key: string }[] };
  status?: { conditions?: { type: string; status: string }[] };
}

// The node controller takes its own taints off a while after Ready.
function takesPods({ spec, status }: Node): boolean {
  return (
    !!status?.conditions?.some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    ) && !spec?.taints?.some(({ key }) => key.startsWith('node.kubernetes.io/'))
  );
}

/** Creates nodes and waits until the scheduler may use them. */
export async function addNodes(
  request: Target['request'],
  nodes: NodeOptions[],
): Promise<void> {
  for (const node of nodes) {
    const answer = await request('POST', '/api/v1/nodes', {
      body: nodeManifest(node),
    });
    if (answer.status !== 201) {
      throw new Error(`Node ${node.name}: ${JSON.stringify(answer.body)}`);
    }
  }
  const end = Date.now() + TIMEOUT_MS;
  for (const { name } of nodes) {
    while (
      !takesPods((await request('GET', `/api/v1/nodes/${name}`)).body as Node)
    ) {
      if (Date.now() > end) {
        throw new Error(`Node ${name} is not ready after ${TIMEOUT_MS} ms`);
      }
      await sleep(50);
    }
  }
}
