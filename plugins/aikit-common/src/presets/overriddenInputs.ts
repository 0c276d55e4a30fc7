import type { ValueIssue } from '../api/contract';
import { isMap, mergeValues, ValuesMap } from '../values/merge';
import { formatPath, lookUp, ValuePath } from '../values/paths';
import { baseValues } from './choiceOf';
import { differenceOf, sameMeaning } from './difference';
import type { PresetChoice } from './preset';

/** What makes the mode; all else that it changes is a matter of the mode. */
const MODE: ValuePath = ['leaderWorkerSet', 'enabled'];

/** Where a map of values has something, to the last key. */
function pathsIn(value: unknown, at: ValuePath = []): ValuePath[] {
  return isMap(value) && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...at, key]))
    : [at];
}

/** Where an input makes other values than the preset has without it. */
function effectsOf(
  { name, inputs = {} }: PresetChoice,
  input: string,
  base: ValuesMap,
): ValuePath[] {
  const { [input]: _, ...others } = inputs;
  const without = baseValues({ name, inputs: others });
  const effect = without && differenceOf(without, base);
  if (!effect || Object.keys(effect).length === 0) {
    return [];
  }
  return input === 'mode' ? [MODE] : pathsIn(effect);
}

/**
 * Warnings for inputs that were given, and that values laid over the preset's
 * hide, wholly or in part: changing such an input changes less than one thinks.
 *
 * @param values - laid over those of the preset; plain maps and lists
 * @public
 */
export function overriddenInputs(
  choice: PresetChoice,
  values: ValuesMap,
): ValueIssue[] {
  const base = baseValues(choice);
  if (!base || Object.keys(values).length === 0) {
    return [];
  }
  const effective = mergeValues(base, values);
  return Object.keys(choice.inputs ?? {}).flatMap((input): ValueIssue[] => {
    const hidden = effectsOf(choice, input, base).find(
      path => !sameMeaning(lookUp(base, path), lookUp(effective, path)),
    );
    return hidden
      ? [
          {
            severity: 'warning',
            path: formatPath(['preset', 'inputs', input]),
            message: `does not count for ${formatPath(
              hidden,
            )}, which the values set: remove it from them to have the preset's`,
            rule: 'overridden-input',
            given: choice.inputs?.[input],
          },
        ]
      : [];
  });
}
