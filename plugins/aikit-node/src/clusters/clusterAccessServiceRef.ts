import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { KubernetesProxyClusterAccess } from './clusterAccess';
import { ClusterAccess } from './types';

/**
 * Access to the clusters of the Backstage Kubernetes backend, in the name of
 * the plugin that asks.
 *
 * @public
 */
export const clusterAccessServiceRef = createServiceRef<ClusterAccess>({
  id: 'aikit.clusterAccess',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) =>
        new KubernetesProxyClusterAccess({ auth, discovery }),
    }),
});
