import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AikitClusterPicker } from './AikitClusterPicker';
import { AikitClusterPickerSchema } from './schema';
import { CLUSTER_PICKER_NAME, validateCluster } from './validation';

/** {@link AikitClusterPicker} as the new frontend system takes it. */
export const clusterPickerFormField = createFormField({
  name: CLUSTER_PICKER_NAME,
  component: AikitClusterPicker,
  schema: AikitClusterPickerSchema,
  validation: validateCluster,
});
