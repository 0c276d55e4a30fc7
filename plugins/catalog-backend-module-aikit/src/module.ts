import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { readPolicy } from '@aikit-backstage/plugin-aikit-common';
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
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ config, lifecycle, processing, scheduler, ...services }) {
        const shutdown = new AbortController();
        lifecycle.addShutdownHook(() => shutdown.abort());
        const taskRunner = scheduler.createScheduledTaskRunner({
          frequency: { minutes: 1 },
          timeout: { minutes: 2 },
        });
        processing.addEntityProvider(
          new AikitEntityProvider({
            ...services,
            policy: readPolicy(config.getOptional('aikit.policy')),
            taskRunner,
            signal: shutdown.signal,
          }),
        );
      },
    });
  },
});
