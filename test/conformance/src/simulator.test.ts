import {
  SimulatedCluster,
  startCluster,
} from '@aikit-backstage/cluster-simulator';
import { except, SKIPPED } from './check';
import { Client } from './client';
import { conformanceChecks } from './conformance';
import { DIFFERENCES } from './differences';
import { createHttpClient, HttpClient } from './httpTarget';
import { conditionOf, Condition, Resource } from './objects';
import { at } from './paths';
import { NODES } from './surroundings';
import { NodeOptions, Target } from './target';
import { eventually } from './waiting';

type Node = Resource & { status: { conditions?: Condition[] } };

describe('the simulator', () => {
  let cluster: SimulatedCluster;
  let client: HttpClient;
  let target: Target;

  const ready = async ({ name }: NodeOptions) => {
    const path = at('nodes', undefined, name);
    const node = await new Client(() => target).get<Node>(path);
    return conditionOf(node, 'Ready')?.status === 'True';
  };
  const addNodes = async (nodes: NodeOptions[]) => {
    cluster.addNodes(nodes);
    await eventually(async () =>
      expect(await Promise.all(nodes.map(ready))).not.toContain(false),
    );
  };

  beforeAll(async () => {
    cluster = await startCluster();
    const { url, token, leaderWorkerSets } = cluster;
    client = createHttpClient({ url, token });
    target = {
      name: 'simulator',
      ...client,
      addNodes,
      stopLws: async () => leaderWorkerSets.stop(),
      startLws: async () => leaderWorkerSets.start(),
    };
    await addNodes(NODES);
  });

  afterAll(async () => {
    client?.close();
    await cluster?.stop();
  });

  except(DIFFERENCES);
  conformanceChecks(() => target);

  test('each difference is one check', () => {
    expect(SKIPPED.sort()).toEqual(
      DIFFERENCES.map(({ check }) => check).sort(),
    );
  });
});
