import {
  SimulatedCluster,
  startCluster,
} from '@aikit-backstage/cluster-simulator';
import { SUITE_USERNAME, toAppConfig } from '@aikit-backstage/test-cluster';
import { randomUUID } from 'node:crypto';
import { createHttpClient } from './httpClient';
import { addNodes } from './nodes';
import { Target } from './target';

/** How long pods take: no time, hardly any, or a few seconds for each step. */
export type PodSpeed = 'instant' | 'fast' | 'realistic';

/** Seconds; long enough for somebody who looks often to see each step. */
const FAST = { pull: 0.05, start: 0.1, init: 0.05, ready: 0.05, stop: 0.2 };

/** A simulated cluster as a target; it can also go wrong on demand. */
export interface SimulatorTarget extends Target {
  cluster: SimulatedCluster;
}

/** A simulated cluster in this process. */
export async function startSimulator(
  speed: PodSpeed = 'fast',
): Promise<SimulatorTarget> {
  const suite = { username: SUITE_USERNAME, token: randomUUID() };
  const cluster = await startCluster({
    kubelet: { speed: speed === 'fast' ? FAST : speed },
    tokens: new Map([[suite.token, suite.username]]),
  });
  const { server, leaderWorkerSets, url, token } = cluster;
  const client = createHttpClient({ url, token });
  return {
    name: 'simulator',
    cluster,
    ...client,
    suite,
    appConfig: toAppConfig('us-east', { url }, suite.token),
    addNodes: nodes => addNodes(client.request, nodes),
    stopLws: async () => leaderWorkerSets.stop(),
    startLws: async () => leaderWorkerSets.start(),
    stopApiServer: () => server.stop(),
    startApiServer: () => server.start(),
    requestsBy: async username =>
      server.requests.filter(({ user }) => user === username),
    stop: async () => {
      client.close();
      await cluster.stop();
    },
  };
}
