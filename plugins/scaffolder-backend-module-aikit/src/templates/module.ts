import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { TemplateProvider, TEMPLATES } from './TemplateProvider';

/** Catalog module with the templates that `aikit.templates` asks for. */
export const catalogModuleAikitTemplates = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'aikit-templates',
  register(reg) {
    reg.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ catalog, config }) {
        catalog.addEntityProvider(
          new TemplateProvider({
            owner: config.getString('aikit.templates.owner'),
            names: config.getOptionalStringArray('aikit.templates.names') ?? [
              TEMPLATES[0],
            ],
          }),
        );
      },
    });
  },
});
