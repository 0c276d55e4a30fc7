import {
  findPreset,
  Preset,
  PRESETS,
} from '@aikit-backstage/plugin-aikit-common';
import { Inference } from '../form/inference';
import {
  enteredFor,
  fieldThat,
  InputField,
  modelKindOf,
  withMeaning,
} from '../form/inputFields';
import { Entered, recall } from '../form/switching';

/** The line for an image that serves like the ready ones. */
export const OWN_IMAGE = 'own-image';

const ENGINE = 'engine ';

/** The line for the models of an engine that has no ready images. */
export function lineOf(preset: Preset): string {
  return `${ENGINE}${preset.name}`;
}

/** What is chosen in the gallery: a model's name, or one of the other lines. */
export function chosenLine(inference: Inference): string | undefined {
  const preset = findPreset(inference.preset);
  if (!preset) {
    return undefined;
  }
  if (modelKindOf(preset) !== 'ready') {
    return lineOf(preset);
  }
  const model = enteredFor(inference, 'model');
  return enteredFor(inference, 'image') === undefined
    ? String(model ?? fieldThat(preset, 'model')?.default)
    : OWN_IMAGE;
}

function isReady(preset: Preset | undefined): preset is Preset {
  return preset !== undefined && modelKindOf(preset) === 'ready';
}

/** The preset of ready models that was used last, or else the first. */
function readyPreset({ of }: Entered): Preset | undefined {
  return [...[...of.keys()].reverse().map(findPreset), ...PRESETS].find(
    isReady,
  );
}

/**
 * Chooses a line of the gallery. Where the present engine cannot serve it,
 * another takes its place, with the size that was entered and what was
 * entered for it before.
 *
 * @param entered - the present choice included
 */
export function chooseLine(
  entered: Entered,
  inference: Inference,
  line: string,
): Inference {
  const change = (preset: Preset | undefined) =>
    preset && preset.name !== inference.preset
      ? recall(entered, preset)
      : inference;
  if (line.startsWith(ENGINE)) {
    return change(findPreset(line.slice(ENGINE.length)));
  }
  const ready = change(readyPreset(entered));
  return line === OWN_IMAGE
    ? withMeaning(
        withMeaning(ready, 'model', undefined),
        'image',
        enteredFor(ready, 'image') ?? entered.ownImage,
      )
    : withMeaning(withMeaning(ready, 'image', undefined), 'model', line);
}

/** The input that is typed in for the line; a ready model needs none. */
export function typedInput(inference: Inference): InputField | undefined {
  const preset = findPreset(inference.preset);
  if (!preset) {
    return undefined;
  }
  const kind = modelKindOf(preset);
  return kind === 'ready' && chosenLine(inference) !== OWN_IMAGE
    ? undefined
    : fieldThat(preset, kind === 'hub' ? 'model' : 'image');
}

/**
 * What was typed in, on the line that is chosen: an own image that is cleared
 * is one that has no name yet, and not a ready model.
 */
export function onSameLine(before: Inference, typed: Inference): Inference {
  return chosenLine(before) === OWN_IMAGE &&
    enteredFor(typed, 'image') === undefined
    ? withMeaning(typed, 'image', '')
    : typed;
}
