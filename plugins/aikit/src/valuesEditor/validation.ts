import { errorLines } from '@aikit-backstage/plugin-aikit-common';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { Inference, readInference } from '../form/inference';
import { readPlace } from '../form/place';
import { valuesIssues } from './valuesIssues';

/** The name under which templates use the field, in `ui:field`. */
export const VALUES_EDITOR_NAME = 'AikitValuesEditor';

/** Nothing goes on while the text cannot be read, or cannot be rendered. */
export const validateValues: CustomFieldValidator<Inference> = (
  value,
  validation,
  { formData },
) => {
  const issues = valuesIssues(readInference(value), readPlace(formData));
  errorLines(issues).forEach(line => validation.addError(line));
};
