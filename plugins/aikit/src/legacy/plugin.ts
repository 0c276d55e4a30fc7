import { AikitClient } from '@aikit-backstage/plugin-aikit-common';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { aikitApiRef } from '../api';
import { AikitClusterPicker } from '../clusterPicker/AikitClusterPicker';
import { AikitClusterPickerSchema } from '../clusterPicker/schema';
import {
  CLUSTER_PICKER_NAME,
  validateCluster,
} from '../clusterPicker/validation';
import { AikitEngine } from '../engine/AikitEngine';
import { InferenceFieldSchema, validateStep } from '../form/field';
import { AikitModelGallery } from '../modelGallery/AikitModelGallery';
import { AikitReview } from '../review/AikitReview';
import { AikitReviewSchema, REVIEW_NAME } from '../review/schema';
import { templateRouteRef } from '../routes';
import { AikitSize } from '../size/AikitSize';
import { AikitValuesEditor } from '../valuesEditor/AikitValuesEditor';
import { validateValues, VALUES_EDITOR_NAME } from '../valuesEditor/validation';

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
      factory: deps => new AikitClient(deps),
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
    component: { lazy: () => import('../card').then(m => m.EntityAikitCard) },
  }),
);

/**
 * Field for template forms; goes into `<ScaffolderFieldExtensions>`.
 *
 * @public
 */
export const AikitClusterPickerFieldExtension = aikitPlugin.provide(
  createScaffolderFieldExtension({
    name: CLUSTER_PICKER_NAME,
    component: AikitClusterPicker,
    schema: AikitClusterPickerSchema.schema,
    validation: validateCluster,
  }),
);

/**
 * Field for template forms: which model is served.
 *
 * @public
 */
export const AikitModelGalleryFieldExtension = aikitPlugin.provide(
  createScaffolderFieldExtension({
    name: 'AikitModelGallery',
    component: AikitModelGallery,
    schema: InferenceFieldSchema.schema,
    validation: validateStep('model'),
  }),
);

/**
 * Field for template forms: which engine serves it, and in which mode.
 *
 * @public
 */
export const AikitEngineFieldExtension = aikitPlugin.provide(
  createScaffolderFieldExtension({
    name: 'AikitEngine',
    component: AikitEngine,
    schema: InferenceFieldSchema.schema,
    validation: validateStep('engine'),
  }),
);

/**
 * Field for template forms: how large it is, and on which nodes.
 *
 * @public
 */
export const AikitSizeFieldExtension = aikitPlugin.provide(
  createScaffolderFieldExtension({
    name: 'AikitSize',
    component: AikitSize,
    schema: InferenceFieldSchema.schema,
    validation: validateStep('size'),
  }),
);

/**
 * Field for template forms: all values that count, as YAML.
 *
 * @public
 */
export const AikitValuesEditorFieldExtension = aikitPlugin.provide(
  createScaffolderFieldExtension({
    name: VALUES_EDITOR_NAME,
    component: AikitValuesEditor,
    schema: InferenceFieldSchema.schema,
    validation: validateValues,
  }),
);

/**
 * Field for template forms: what will run, and what it changes.
 *
 * @public
 */
export const AikitReviewFieldExtension = aikitPlugin.provide(
  createScaffolderFieldExtension({
    name: REVIEW_NAME,
    component: AikitReview,
    schema: AikitReviewSchema.schema,
  }),
);
