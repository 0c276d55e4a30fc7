import { PRESETS, Preset } from '@aikit-backstage/plugin-aikit-common';
import { Inference, withInput } from '../form/inference';
import { inputFields } from '../form/inputFields';
import { findPreset, modelKindOf } from '../form/presets';
import { recall, remember } from '../form/switching';

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
  const { model, image } = inference.inputs;
  const field = inputFields(preset).find(({ name }) => name === 'model');
  return image === undefined ? String(model ?? field?.default) : OWN_IMAGE;
}

/**
 * Chooses a line of the gallery. Where the present engine cannot serve it,
 * another takes its place, with the size that was entered.
 */
export function chooseLine(inference: Inference, line: string): Inference {
  const change = (preset: Preset | undefined) =>
    preset && preset.name !== inference.preset
      ? recall(remember(new Map(), inference), preset)
      : inference;
  if (line.startsWith(ENGINE)) {
    return change(findPreset(line.slice(ENGINE.length)));
  }
  const isReady = (preset?: Preset) =>
    preset !== undefined && modelKindOf(preset) === 'ready';
  const present = findPreset(inference.preset);
  const ready = change(isReady(present) ? present : PRESETS.find(isReady));
  return line === OWN_IMAGE
    ? withInput(
        withInput(ready, 'model', undefined),
        'image',
        ready.inputs.image ?? '',
      )
    : withInput(withInput(ready, 'image', undefined), 'model', line);
}

/** The input that is typed in for the line; a ready model needs none. */
export function typedInput(
  inference: Inference,
): 'image' | 'model' | undefined {
  const preset = findPreset(inference.preset);
  switch (preset && modelKindOf(preset)) {
    case 'ready':
      return inference.inputs.image === undefined ? undefined : 'image';
    case 'hub':
      return 'model';
    case 'image':
      return 'image';
    default:
      return undefined;
  }
}
