import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The name under which templates use the field, in `ui:field`. */
export const CLUSTER_PICKER_NAME = 'AikitClusterPicker';

/** The field's value is the name of a cluster of the Kubernetes plugin. */
export const AikitClusterPickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      allowUnwatched: z
        .boolean()
        .optional()
        .describe(
          'Clusters that the portal cannot watch, or does not know, may be chosen too: for templates that do not deploy to the cluster themselves',
        ),
    }),
});

/** Props of the field's component. */
export type AikitClusterPickerProps = typeof AikitClusterPickerSchema.TProps;

/** What a template may set under `ui:options` of the field. */
export type ClusterPickerOptions =
  typeof AikitClusterPickerSchema.uiOptionsType;
