import { readPolicy } from '@aikit-backstage/plugin-aikit-common';
import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { aikitServiceRef } from '@aikit-backstage/plugin-aikit-node';
import { createAdoptAction } from './adopt/createAdoptAction';
import { createDeployAction } from './deploy/createDeployAction';
import { createRemoveAction } from './remove/createRemoveAction';
import { createRenderAction } from './render/createRenderAction';
import { TemplateProvider, TEMPLATES } from './templates/TemplateProvider';

/** The actions. */
const scaffolderModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'aikit',
  register(reg) {
    reg.registerInit({
      deps: {
        aikit: aikitServiceRef,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        permissions: coreServices.permissions,
        scaffolder: scaffolderActionsExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ aikit, config, scaffolder, ...access }) {
        const policy = readPolicy(config.getOptional('aikit.policy'));
        scaffolder.addActions(
          createAdoptAction({ aikit }),
          createDeployAction({ aikit }),
          createRenderAction({ access, policy }),
          createRemoveAction({ aikit }),
        );
      },
    });
  },
});

/** The templates that `aikit.templates` asks for. */
const catalogModule = createBackendModule({
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

/**
 * The actions `aikit:deploy`, `aikit:render`, `aikit:adopt` and `aikit:remove`,
 * and the templates where `aikit.templates` asks for them.
 *
 * @public
 */
export const scaffolderAikit = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    yield scaffolderModule;
    // A backend without the catalog has no place for templates.
    if (config.has('aikit.templates')) {
      yield catalogModule;
    }
  },
});
