import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';

/** The name under which templates use the field, in `ui:field`. */
export const CLUSTER_PICKER_NAME = 'AikitClusterPicker';

/** A cluster must be chosen. */
export const validateCluster: CustomFieldValidator<string> = (
  value,
  validation,
) => {
  if (!value) {
    validation.addError('Choose the cluster to deploy to.');
  }
};
