import { InputError } from '@backstage/errors';
import type { PresetChoice } from '@aikit-backstage/plugin-aikit-common';
import type { JsonValue } from '@backstage/types';

/** What an action's input says is to run. */
interface Given {
  preset?: PresetChoice;
  values?: Record<string, JsonValue>;
}

/**
 * The preset and the values of an input, where a preset needs no values.
 *
 * @throws InputError when there is neither: a forgotten field must not run the
 * chart's default model
 */
export function whatRuns({ preset, values }: Given) {
  if (!preset && !values) {
    throw new InputError(
      'values or preset must be given: values: {} is the chart as it is',
    );
  }
  return { ...(preset && { preset }), values: values ?? {} };
}
