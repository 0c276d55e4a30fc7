import { NodeOptions, nodeManifest } from '@aikit-backstage/cluster-simulator';
import { poll, takesPods } from '@aikit-backstage/test-cluster';
import { Target } from './target';

const TIMEOUT_MS = 30_000;

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
  for (const { name } of nodes) {
    await poll(
      async () => {
        const { body } = await request('GET', `/api/v1/nodes/${name}`);
        return takesPods(body as Parameters<typeof takesPods>[0]) || undefined;
      },
      { what: `node ${name} to be ready`, timeoutMs: TIMEOUT_MS },
    );
  }
}
