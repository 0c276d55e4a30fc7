import { getDefaultFormState, RJSFSchema } from '@rjsf/utils';
import validator from '@rjsf/validator-ajv8';

/**
 * What a template's form holds when somebody enters `entered` and leaves
 * everything else as the schema proposes it.
 *
 * @param pages - `spec.parameters` of the template
 */
export function fillForm(pages: RJSFSchema[], entered: object): object {
  return pages.reduce(
    (values, page) =>
      getDefaultFormState(validator, { type: 'object', ...page }, values),
    entered,
  );
}
