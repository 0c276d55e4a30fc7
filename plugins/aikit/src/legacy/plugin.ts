import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { aikitApiRef, AikitClient } from '../api';
import { AikitClusterPicker } from '../clusterPicker/AikitClusterPicker';
import { AikitClusterPickerSchema } from '../clusterPicker/schema';
import {
  CLUSTER_PICKER_NAME,
  validateCluster,
} from '../clusterPicker/validation';
import { templateRouteRef } from '../routes';

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
