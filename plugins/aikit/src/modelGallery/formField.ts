import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { InferenceFieldSchema, validateStep } from '../form/field';
import { AikitModelGallery } from './AikitModelGallery';

/** {@link AikitModelGallery} as the new frontend system takes it. */
export const modelGalleryFormField = createFormField({
  name: 'AikitModelGallery',
  component: AikitModelGallery,
  schema: InferenceFieldSchema,
  validation: validateStep('model'),
});
