import {
  aikitPermissions,
  readPolicy,
} from '@aikit-backstage/plugin-aikit-common';
import {
  aikitPlaceResourceRef,
  aikitPlaceRules,
  clusterAccessServiceRef,
} from '@aikit-backstage/plugin-aikit-node';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { ReleaseAdopter } from './adopt/ReleaseAdopter';
import { WorkloadDeployer } from './deploy/WorkloadDeployer';
import { ClusterMirrors } from './mirror/mirrors';
import { AuthorizedAdopter } from './permissions/AuthorizedAdopter';
import { AuthorizedDeployer } from './permissions/AuthorizedDeployer';
import { AuthorizedWorkloads } from './permissions/AuthorizedWorkloads';
import { EntityAccess } from './permissions/EntityAccess';
import { ProxyWarning } from './permissions/ProxyWarning';
import { createRouter } from './router/createRouter';
import { Submissions } from './submissions/Submissions';
import { createWorkloads } from './workloads/createWorkloads';

/**
 * The backend of AIKit for Backstage. It keeps a picture of each cluster of the
 * Kubernetes plugin, serves the state of AIKit workloads from it, and submits
 * and removes workloads.
 *
 * @public
 */
export const aikitPlugin = createBackendPlugin({
  pluginId: 'aikit',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusterAccess: clusterAccessServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const { clusterAccess, logger, lifecycle } = services;
        const policy = readPolicy(services.config.getOptional('aikit.policy'));
        const submissions = new Submissions(services);
        await submissions.prepare();
        const mirrors = new ClusterMirrors({ clusterAccess, logger });
        const { workloads, start, stop } = createWorkloads({
          ...services,
          mirrors,
          policy,
          submissions,
        });
        lifecycle.addStartupHook(() => {
          start();
          mirrors.start();
        });
        lifecycle.addShutdownHook(async () => {
          stop();
          await mirrors.stop();
        });

        // Authorisation is a layer round the services: nothing that is handed
        // to the router is without it.
        const access = new EntityAccess(services);
        const { permissionsRegistry } = services;
        permissionsRegistry.addPermissions(aikitPermissions);
        permissionsRegistry.addResourceType({
          resourceRef: aikitPlaceResourceRef,
          rules: Object.values(aikitPlaceRules),
        });
        const warning = new ProxyWarning({ ...services, mirrors });
        const { httpAuth } = services;
        services.httpRouter.use((request, _response, next) => {
          // Beside the request, and no trouble of it.
          httpAuth.credentials(request).then(
            credentials => warning.heed(credentials),
            () => undefined,
          );
          next();
        });
        services.httpRouter.use(
          createRouter({
            httpAuth,
            auditor: services.auditor,
            costlyPerMinute: services.config.getOptionalNumber(
              'aikit.costlyPerMinute',
            ),
            workloads: new AuthorizedWorkloads(workloads, access),
            deployer: new AuthorizedDeployer({
              deployer: new WorkloadDeployer({
                clusterAccess,
                mirrors,
                policy,
              }),
              workloads,
              access,
              submissions,
            }),
            adopter: new AuthorizedAdopter({
              adopter: new ReleaseAdopter({
                clusterAccess,
                mirrors,
                policy,
                logger,
              }),
              access,
              policy,
            }),
          }),
        );
      },
    });
  },
});
