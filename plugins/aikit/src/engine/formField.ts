import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { InferenceFieldSchema, validateStep } from '../form/field';
import { AikitEngine } from './AikitEngine';

/** {@link AikitEngine} as the new frontend system takes it. */
export const engineFormField = createFormField({
  name: 'AikitEngine',
  component: AikitEngine,
  schema: InferenceFieldSchema,
  validation: validateStep('engine'),
});
