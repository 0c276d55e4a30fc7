import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { aikitApiRef, createAikitApi } from '../api';
import {
  AikitClusterPickerSchema,
  AikitReviewSchema,
  CLUSTER_PICKER_NAME,
  ENGINE_NAME,
  InferenceFieldSchema,
  MODEL_GALLERY_NAME,
  REVIEW_NAME,
  SIZE_NAME,
  VALUES_EDITOR_NAME,
} from '../form/field';
import { templateRouteRef } from '../routes';
import { createLazyField } from './createLazyField';

/**
 * The AIKit plugin for apps on the old frontend system.
 *
 * @public
 */
export const aikitPlugin = createPlugin({
  id: 'aikit',
  apis: [
    createApiFactory({
      api: aikitApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createAikitApi,
    }),
  ],
  externalRoutes: { template: templateRouteRef },
});

/**
 * Card for the entity page: `<EntityAikitCard variant="gridItem" />`.
 *
 * @public
 */
export const EntityAikitCard = aikitPlugin.provide(
  createComponentExtension({
    name: 'EntityAikitCard',
    component: {
      lazy: () =>
        import('../card/EntityAikitCard').then(m => m.EntityAikitCard),
    },
  }),
);

/**
 * Field for template forms; goes into `<ScaffolderFieldExtensions>`.
 *
 * @public
 */
export const AikitClusterPickerFieldExtension = aikitPlugin.provide(
  createLazyField(
    CLUSTER_PICKER_NAME,
    AikitClusterPickerSchema,
    m => m.clusterPickerField,
  ),
);

/**
 * Field for template forms: which model is served.
 *
 * @public
 */
export const AikitModelGalleryFieldExtension = aikitPlugin.provide(
  createLazyField(
    MODEL_GALLERY_NAME,
    InferenceFieldSchema,
    m => m.modelGalleryField,
  ),
);

/**
 * Field for template forms: which engine serves it, and in which mode.
 *
 * @public
 */
export const AikitEngineFieldExtension = aikitPlugin.provide(
  createLazyField(ENGINE_NAME, InferenceFieldSchema, m => m.engineField),
);

/**
 * Field for template forms: how large it is, and on which nodes.
 *
 * @public
 */
export const AikitSizeFieldExtension = aikitPlugin.provide(
  createLazyField(SIZE_NAME, InferenceFieldSchema, m => m.sizeField),
);

/**
 * Field for template forms: all values that count, as YAML.
 *
 * @public
 */
export const AikitValuesEditorFieldExtension = aikitPlugin.provide(
  createLazyField(
    VALUES_EDITOR_NAME,
    InferenceFieldSchema,
    m => m.valuesEditorField,
  ),
);

/**
 * Field for template forms: what will run, and what it changes.
 *
 * @public
 */
export const AikitReviewFieldExtension = aikitPlugin.provide(
  createLazyField(REVIEW_NAME, AikitReviewSchema, m => m.reviewField),
);
