import type { ValueIssue } from '../api/contract';
import { imageWithTag } from '../values/image';
import { isMap, mergeValues, ValuesMap } from '../values/merge';
import { formatPath, lookUp, ValuePath } from '../values/paths';
import {
  readValues,
  ReadValuesOptions,
  ReadValuesResult,
} from '../values/readValues';
import type { AikitValues } from '../values/schema';
import { differenceOf, sameMeaning } from './difference';
import { metaOf, PresetChoice } from './preset';
import { baseValues, ReadPreset, readPreset, inputIssues } from './readPreset';

/** A choice of which values could be made. */
type Made = ReadPreset & { ok: true };

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
  { preset, base }: Made,
): ValuePath[] {
  const { [input]: _, ...others } = inputs;
  const without = baseValues({ name, inputs: others });
  const effect = without && differenceOf(without, base);
  if (!effect || Object.keys(effect).length === 0) {
    return [];
  }
  return metaOf(preset, input).means === 'mode' ? [MODE] : pathsIn(effect);
}

function hiddenInputs(
  choice: PresetChoice,
  made: Made,
  values: ValuesMap,
): ValueIssue[] {
  if (Object.keys(values).length === 0) {
    return [];
  }
  const { base } = made;
  const effective = mergeValues(base, values);
  return Object.keys(choice.inputs ?? {}).flatMap((input): ValueIssue[] => {
    const hidden = effectsOf(choice, input, made).find(
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
  const made = readPreset(choice);
  return made.ok ? hiddenInputs(choice, made, values) : [];
}

/** The images of the pods that values make, each once. */
function imagesOf({ image: main, leaderWorkerSet }: AikitValues): string[] {
  const { enabled, leader, worker, leaderWorkerTemplate } =
    leaderWorkerSet ?? {};
  const hasWorkers = (leaderWorkerTemplate?.size ?? 1) > 1;
  const inGroup = hasWorkers ? [leader, worker] : [leader];
  const images = (enabled ? inGroup : [undefined]).map(role =>
    imageWithTag(main, role?.image),
  );
  return [...new Set(images)];
}

/**
 * Reads values that are laid over those of a preset. What the preset says of
 * the images that run is known only then: the values may have their own.
 *
 * @param values - null and undefined are none
 */
export function readOverPreset(
  choice: PresetChoice,
  values: unknown,
  options: Omit<ReadValuesOptions, 'base'> = {},
): ReadValuesResult {
  const made = readPreset(choice);
  if (!made.ok) {
    return made;
  }
  const { preset, inputs, base, issues } = made;
  const read = readValues(values, { ...options, base });
  if (!read.ok) {
    return { ok: false, issues: [...issues, ...read.issues] };
  }
  const ofImages = inputIssues(report => {
    for (const image of imagesOf(read.values)) {
      preset.checkImage?.(inputs, image, report);
    }
  }, choice.inputs);
  return {
    ...read,
    issues: [
      ...issues,
      ...ofImages,
      ...(isMap(values) ? hiddenInputs(choice, made, values) : []),
      ...read.issues,
    ],
  };
}
