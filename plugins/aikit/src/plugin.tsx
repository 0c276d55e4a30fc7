import {
  AikitClient,
  KUBERNETES_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { z } from 'zod';
import { aikitApiRef } from './api';
import { DEFAULT_TEMPLATE } from './card/template';
import { templateRouteRef } from './routes';

const ID_ANNOTATION =
  `metadata.annotations.${KUBERNETES_ANNOTATIONS.id}` as const;
const LABEL_SELECTOR_ANNOTATION =
  `metadata.annotations.${KUBERNETES_ANNOTATIONS.labelSelector}` as const;

/** The utility API, over HTTP. */
export const aikitApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: aikitApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AikitClient(deps),
    }),
});

/**
 * The card on the entity's overview page: for components set up for the
 * Kubernetes plugin, and for inference services.
 */
export const entityAikitCard = EntityCardBlueprint.makeWithOverrides({
  configSchema: {
    /** Reference of the template an entity without workload is led to. */
    template: z.string().default(DEFAULT_TEMPLATE),
  },
  factory(originalFactory, { config }) {
    return originalFactory({
      type: 'content',
      filter: {
        $all: [
          { kind: 'component' },
          {
            $any: [
              { [ID_ANNOTATION]: { $exists: true } },
              { [LABEL_SELECTOR_ANNOTATION]: { $exists: true } },
              { 'spec.type': 'inference-service' },
            ],
          },
        ],
      },
      loader: () =>
        import('./card').then(m => (
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
      import('./clusterPicker/formField').then(m => m.clusterPickerFormField),
  },
});

/** The model gallery of template forms. */
export const modelGalleryFormFieldExtension = FormFieldBlueprint.make({
  name: 'model-gallery',
  params: {
    field: () =>
      import('./modelGallery/formField').then(m => m.modelGalleryFormField),
  },
});

/** Engine and mode in template forms. */
export const engineFormFieldExtension = FormFieldBlueprint.make({
  name: 'engine',
  params: {
    field: () => import('./engine/formField').then(m => m.engineFormField),
  },
});

/** Size, parallelism and nodes in template forms. */
export const sizeFormFieldExtension = FormFieldBlueprint.make({
  name: 'size',
  params: {
    field: () => import('./size/formField').then(m => m.sizeFormField),
  },
});

/** The editor of all values, in template forms. */
export const valuesEditorFormFieldExtension = FormFieldBlueprint.make({
  name: 'values-editor',
  params: {
    field: () =>
      import('./valuesEditor/formField').then(m => m.valuesEditorFormField),
  },
});

/** What will run and what it changes, in template forms. */
export const reviewFormFieldExtension = FormFieldBlueprint.make({
  name: 'review',
  params: {
    field: () => import('./review/formField').then(m => m.reviewFormField),
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
