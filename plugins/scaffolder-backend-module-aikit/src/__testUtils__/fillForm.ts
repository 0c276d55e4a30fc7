import { isDeepStrictEqual } from 'node:util';
import { getDefaultFormState, RJSFSchema } from '@rjsf/utils';
import validator from '@rjsf/validator-ajv8';

/**
 * What a template's form holds when somebody enters `entered` and leaves
 * everything else as the form proposes it.
 *
 * @param pages - `spec.parameters` of the template
 */
export function fillForm(pages: RJSFSchema[], entered: object): object {
  let filled = entered;
  for (;;) {
    // One round fills one level of dependencies, as the form does whenever it
    // is drawn again.
    const before = filled;
    filled = pages.reduce(
      (values, page) =>
        getDefaultFormState(validator, { type: 'object', ...page }, values),
      before,
    );
    if (isDeepStrictEqual(filled, before)) {
      return filled;
    }
  }
}
