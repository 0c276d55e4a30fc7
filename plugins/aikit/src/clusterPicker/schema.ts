import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The field's value is the name of a cluster of the Kubernetes plugin. */
export const AikitClusterPickerSchema = makeFieldSchema({
  output: z => z.string(),
});

/** Props of the field's component. */
export type AikitClusterPickerProps = typeof AikitClusterPickerSchema.TProps;
