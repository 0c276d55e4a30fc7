import {
  playScenario,
  readScenarios,
} from '@aikit-backstage/cluster-simulator';
import { StartedClusters } from './types';

/** Every scenario of the simulator as a cluster, in this process. */
export async function startSimulatedClusters(): Promise<StartedClusters> {
  const scenarios = await readScenarios();
  const played = await Promise.all(
    scenarios.map(scenario => playScenario(scenario)),
  );
  const clusters = played.map(({ cluster: { url, token } }, index) => {
    const { name, title } = scenarios[index];
    return {
      name,
      ...(title && { title }),
      url,
      authProvider: 'serviceAccount',
      serviceAccountToken: token,
    };
  });
  return {
    appConfig: {
      kubernetes: { clusterLocatorMethods: [{ type: 'config', clusters }] },
    },
    lines: [
      `Clusters:    ${clusters
        .map(({ name, url }) => `${name} (${url})`)
        .join(', ')}, simulated`,
    ],
    stop: async () => {
      await Promise.all(played.map(({ stop }) => stop()));
    },
  };
}
