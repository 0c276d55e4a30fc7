import { AikitClient } from '@aikit-backstage/plugin-aikit-common';
import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { z } from 'zod';
import { aikitApiRef } from './api';
import { isAikitAvailable } from './entity';
import { DEFAULT_TEMPLATE, templateRouteRef } from './routes';

/** The utility API, over HTTP. */
export const aikitApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: aikitApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AikitClient(deps),
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

/** The cluster picker of template forms. */
export const clusterPickerFormFieldExtension = FormFieldBlueprint.make({
  name: 'cluster-picker',
  params: {
    field: () =>
      import('./fields').then(m => createFormField(m.clusterPickerField)),
  },
});

/** The model gallery of template forms. */
export const modelGalleryFormFieldExtension = FormFieldBlueprint.make({
  name: 'model-gallery',
  params: {
    field: () =>
      import('./fields').then(m => createFormField(m.modelGalleryField)),
  },
});

/** Engine and mode in template forms. */
export const engineFormFieldExtension = FormFieldBlueprint.make({
  name: 'engine',
  params: {
    field: () => import('./fields').then(m => createFormField(m.engineField)),
  },
});

/** Size, parallelism and nodes in template forms. */
export const sizeFormFieldExtension = FormFieldBlueprint.make({
  name: 'size',
  params: {
    field: () => import('./fields').then(m => createFormField(m.sizeField)),
  },
});

/** The editor of all values, in template forms. */
export const valuesEditorFormFieldExtension = FormFieldBlueprint.make({
  name: 'values-editor',
  params: {
    field: () =>
      import('./fields').then(m => createFormField(m.valuesEditorField)),
  },
});

/** What will run and what it changes, in template forms. */
export const reviewFormFieldExtension = FormFieldBlueprint.make({
  name: 'review',
  params: {
    field: () => import('./fields').then(m => createFormField(m.reviewField)),
  },
});

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
    modelGalleryFormFieldExtension,
    engineFormFieldExtension,
    sizeFormFieldExtension,
    clusterPickerFormFieldExtension,
    valuesEditorFormFieldExtension,
    reviewFormFieldExtension,
  ],
});
