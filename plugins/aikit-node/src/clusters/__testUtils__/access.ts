import { mockServices } from '@backstage/backend-test-utils';
import { KubernetesProxyClusterAccess } from '../clusterAccess';
import { FakeKubernetesBackend } from './fakeKubernetesBackend';

/** Cluster access of the plugin `aikit` to the fake backend. */
export function accessTo(
  backend: FakeKubernetesBackend,
): KubernetesProxyClusterAccess {
  return new KubernetesProxyClusterAccess({
    auth: mockServices.auth({ pluginId: 'aikit' }),
    discovery: mockServices.discovery.mock({
      getBaseUrl: async () => backend.baseUrl,
    }),
  });
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It was expected to fail, and did not.');
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}
