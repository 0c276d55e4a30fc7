import { AikitClient } from '@aikit-backstage/plugin-aikit-common';
import { createApiRef } from '@backstage/core-plugin-api';

/**
 * What the frontend asks of the AIKit backend plugin; see `AikitClient` of the
 * common package, which is what a portal has for it.
 *
 * @public
 */
export type AikitApi = Pick<AikitClient, 'workloads' | 'clusters' | 'preview'>;

/**
 * Reference of the {@link AikitApi} utility API.
 *
 * @public
 */
export const aikitApiRef = createApiRef<AikitApi>({
  id: 'plugin.aikit.service',
});
