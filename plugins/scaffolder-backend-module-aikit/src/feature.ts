import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { scaffolderModuleAikit } from './module';
import { catalogModuleAikitTemplates } from './templates/module';

/**
 * The actions, and the templates where `aikit.templates` asks for them.
 *
 * @public
 */
export const scaffolderAikit = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    yield scaffolderModuleAikit;
    // A backend without the catalog has no place for templates.
    if (config.has('aikit.templates')) {
      yield catalogModuleAikitTemplates;
    }
  },
});
