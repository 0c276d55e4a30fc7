import { DEFAULT_VALUES } from '../values/defaults';
import { mergeValues, ValuesMap } from '../values/merge';
import { differenceOf } from './difference';
import type { PresetChoice } from './preset';
import { presetValues } from './presetValues';
import { readBackInputs } from './readBack';

/**
 * The preset's values over the chart's; undefined for inputs of which none can
 * be made.
 *
 * @public
 */
export function baseValues(choice: PresetChoice): ValuesMap | undefined {
  const made = presetValues(choice);
  return made.ok ? mergeValues(DEFAULT_VALUES, made.values) : undefined;
}

/**
 * The choice of the same preset that makes just these values: inputs where the
 * preset has them for a value, and the rest laid over it.
 *
 * @param values - all that count, the chart's defaults among them
 * @returns undefined when the choice itself makes no values
 *
 * @public
 */
export function choiceOf(
  choice: PresetChoice,
  values: ValuesMap,
): { preset: Required<PresetChoice>; values: ValuesMap } | undefined {
  const { name, inputs = {} } = choice;
  // Inputs that contradict each other make no values: then they stay values.
  for (const made of [readBackInputs(choice, values), inputs]) {
    const preset = { name, inputs: made };
    const base = baseValues(preset);
    if (base) {
      return { preset, values: differenceOf(base, values) };
    }
  }
  return undefined;
}
