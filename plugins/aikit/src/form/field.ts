import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The names under which templates use the fields, in `ui:field`. */
export const MODEL_GALLERY_NAME = 'AikitModelGallery';
export const ENGINE_NAME = 'AikitEngine';
export const SIZE_NAME = 'AikitSize';
export const VALUES_EDITOR_NAME = 'AikitValuesEditor';

/** Their value is an `Inference`, which they all edit. */
export const InferenceFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      preset: z.string(),
      inputs: z.record(z.unknown()),
      values: z.record(z.unknown()).optional(),
      draft: z.string().optional(),
    }),
});

/** Props of the fields' components. */
export type InferenceFieldProps = typeof InferenceFieldSchema.TProps;
