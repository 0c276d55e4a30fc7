import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { InferenceFieldSchema, validateStep } from '../form/field';
import { AikitSize } from './AikitSize';

/** {@link AikitSize} as the new frontend system takes it. */
export const sizeFormField = createFormField({
  name: 'AikitSize',
  component: AikitSize,
  schema: InferenceFieldSchema,
  validation: validateStep('size'),
});
