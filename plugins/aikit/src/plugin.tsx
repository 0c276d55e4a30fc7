import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  createFormField,
  FormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { z } from 'zod';
import { aikitApiRef, createAikitApi } from './api';
import { isAikitAvailable } from './entity';
import { DEFAULT_TEMPLATE, templateRouteRef } from './routes';

/** The utility API, over HTTP. */
export const aikitApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: aikitApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createAikitApi,
    }),
});

/** The card on the overview page of the entities it is available for. */
export const entityAikitCard = EntityCardBlueprint.makeWithOverrides({
  configSchema: {
    /** Reference of the template an entity without workload is led to. */
    template: z.string().default(DEFAULT_TEMPLATE),
  },
  factory(originalFactory, { config }) {
    return originalFactory({
      type: 'content',
      filter: isAikitAvailable,
      loader: () =>
        import('./card/EntityAikitCard').then(m => (
          <m.EntityAikitCard template={config.template} />
        )),
    });
  },
});

/** A field of template forms, loaded with the first form. */
function formField<const Name extends string>(
  name: Name,
  pick: (fields: typeof import('./fields')) => FormField,
) {
  return FormFieldBlueprint.make({
    name,
    params: { field: () => import('./fields').then(pick) },
  });
}

/**
 * The AIKit plugin for the new frontend system.
 *
 * @public
 */
export const aikitPlugin = createFrontendPlugin({
  pluginId: 'aikit',
  title: 'AIKit',
  info: { packageJson: () => import('../package.json') },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    aikitApi,
    entityAikitCard,
    formField('model-gallery', m => createFormField(m.modelGalleryField)),
    formField('engine', m => createFormField(m.engineField)),
    formField('size', m => createFormField(m.sizeField)),
    formField('cluster-picker', m => createFormField(m.clusterPickerField)),
    formField('values-editor', m => createFormField(m.valuesEditorField)),
    formField('review', m => createFormField(m.reviewField)),
  ],
});
