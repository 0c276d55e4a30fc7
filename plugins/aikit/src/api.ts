import type { AikitClient } from '@aikit-backstage/plugin-aikit-common';
import { createApiRef } from '@backstage/core-plugin-api';

/**
 * What the frontend asks of the AIKit backend plugin; see `AikitClient` of the
 * common package, which is what a portal has for it.
 *
 * @public
 */
export type AikitApi = Pick<
  AikitClient,
  'workloads' | 'clusters' | 'policy' | 'preview'
>;

/**
 * Reference of the {@link AikitApi} utility API.
 *
 * @public
 */
export const aikitApiRef = createApiRef<AikitApi>({
  id: 'plugin.aikit.service',
});

/**
 * The API over HTTP. What it needs, the shapes of the answers above all, is
 * loaded with the first question and not with the app.
 */
export function createAikitApi(
  services: ConstructorParameters<typeof AikitClient>[0],
): AikitApi {
  const client = async () => {
    const { AikitClient: Client } = await import('./client');
    return new Client(services);
  };
  return {
    workloads: async (...args) => (await client()).workloads(...args),
    clusters: async (...args) => (await client()).clusters(...args),
    policy: async (...args) => (await client()).policy(...args),
    preview: async (...args) => (await client()).preview(...args),
  };
}
