import {
  choiceOf,
  DEFAULT_VALUES,
  mergeValues,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';

/** The preset that is the chart itself. */
const PRESET = 'aikit';

/**
 * What the form of the template `aikit-inference` holds under `inference` when
 * the same runs as with these values of the chart.
 */
export function inferenceOf(values: ValuesMap) {
  const choice = choiceOf(
    { name: PRESET },
    mergeValues(DEFAULT_VALUES, values),
  );
  return {
    preset: PRESET,
    inputs: choice?.preset.inputs ?? {},
    values: choice?.values ?? values,
  };
}
