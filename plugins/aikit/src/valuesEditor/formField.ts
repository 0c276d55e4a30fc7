import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { InferenceFieldSchema } from '../form/field';
import { AikitValuesEditor } from './AikitValuesEditor';
import { validateValues, VALUES_EDITOR_NAME } from './validation';

/** {@link AikitValuesEditor} as the new frontend system takes it. */
export const valuesEditorFormField = createFormField({
  name: VALUES_EDITOR_NAME,
  component: AikitValuesEditor,
  schema: InferenceFieldSchema,
  validation: validateValues,
});
