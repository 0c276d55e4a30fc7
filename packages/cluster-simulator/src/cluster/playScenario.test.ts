import { DEPLOYMENTS } from '../objects/resourceTypes';
import { playScenario } from './playScenario';
import { readScenarios } from './scenario';

describe('playScenario', () => {
  it('installs LeaderWorkerSet where its own manifests do, in every scenario', async () => {
    const scenarios = await readScenarios();
    expect(scenarios).not.toHaveLength(0);
    for (const scenario of scenarios) {
      const { cluster, stop } = await playScenario(scenario);
      expect(
        cluster.api.store.get(
          DEPLOYMENTS,
          'lws-system',
          'lws-controller-manager',
        ),
      ).toMatchObject({ status: { readyReplicas: 1 } });
      await stop();
    }
  }, 60_000);
});
