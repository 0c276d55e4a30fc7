import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { aikitServiceRef } from '@aikit-backstage/plugin-aikit-node';
import { AikitEntityProvider } from './AikitEntityProvider';

/**
 * Catalog module that turns running AIKit workloads into components.
 *
 * @public
 */
export const catalogModuleAikit = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'aikit',
  register(reg) {
    reg.registerInit({
      deps: {
        aikit: aikitServiceRef,
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({
        aikit,
        auth,
        catalog,
        events,
        lifecycle,
        logger,
        scheduler,
      }) {
        const shutdown = new AbortController();
        lifecycle.addShutdownHook(() => shutdown.abort());
        const taskRunner = scheduler.createScheduledTaskRunner({
          frequency: { minutes: 1 },
          timeout: { minutes: 2 },
        });
        catalog.addEntityProvider(
          new AikitEntityProvider({
            aikit,
            auth,
            events,
            logger,
            taskRunner,
            signal: shutdown.signal,
          }),
        );
      },
    });
  },
});
