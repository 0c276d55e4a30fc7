import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The names under which templates use the fields, in `ui:field`. */
export const MODEL_GALLERY_NAME = 'AikitModelGallery';
export const ENGINE_NAME = 'AikitEngine';
export const SIZE_NAME = 'AikitSize';
export const VALUES_EDITOR_NAME = 'AikitValuesEditor';
export const CLUSTER_PICKER_NAME = 'AikitClusterPicker';
export const REVIEW_NAME = 'AikitReview';

/** Of the fields whose value is an `Inference`, which they all edit. */
export const InferenceFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      preset: z.string(),
      inputs: z.record(z.unknown()),
      values: z.record(z.unknown()).optional(),
      draft: z.string().optional(),
    }),
});

/** Props of the components of these fields. */
export type InferenceFieldProps = typeof InferenceFieldSchema.TProps;

/** Of the field whose value is the name of a cluster. */
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

/** Of the field that shows what others have entered, without a value. */
export const AikitReviewSchema = makeFieldSchema({
  output: z => z.string().optional(),
  uiOptions: z =>
    z.object({
      allowUnwatched: z
        .boolean()
        .optional()
        .describe(
          'As for AikitClusterPicker: a cluster that the portal does not watch is not asked what would change',
        ),
    }),
});

/** Props of the field's component. */
export type AikitReviewProps = typeof AikitReviewSchema.TProps;
