import { createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { aikitServiceRef } from '@aikit-backstage/plugin-aikit-node';
import { createAdoptAction } from './adopt/createAdoptAction';
import { createDeployAction } from './deploy/createDeployAction';
import { createRemoveAction } from './remove/createRemoveAction';
import { createRenderAction } from './render/createRenderAction';

/**
 * Scaffolder module with the actions `aikit:deploy`, `aikit:render`,
 * `aikit:adopt` and `aikit:remove`.
 *
 * @public
 */
export const scaffolderModuleAikit = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'aikit',
  register(reg) {
    reg.registerInit({
      deps: {
        aikit: aikitServiceRef,
        scaffolder: scaffolderActionsExtensionPoint,
      },
      async init({ aikit, scaffolder }) {
        scaffolder.addActions(
          createAdoptAction({ aikit }),
          createDeployAction({ aikit }),
          createRenderAction(),
          createRemoveAction({ aikit }),
        );
      },
    });
  },
});
