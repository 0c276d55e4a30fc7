import { findPreset, Preset } from '@aikit-backstage/plugin-aikit-common';
import { z } from 'zod';
import { Inference, withInput } from './inference';
import {
  enteredFor,
  fieldThat,
  InputField,
  inputFields,
  modelKindOf,
} from './inputFields';

/**
 * Says which model it is where the preset's default would: a person who reads
 * what is to run, and the deployment, see the model that was shown.
 */
export function withModel(inference: Inference): Inference {
  const preset = findPreset(inference.preset);
  const model = fieldThat(preset, 'model');
  const isNamed = enteredFor(inference, 'model') !== undefined;
  const isOwn =
    preset &&
    modelKindOf(preset) === 'ready' &&
    enteredFor(inference, 'image') !== undefined;
  return !model || isNamed || isOwn
    ? inference
    : withInput(inference, model.name, model.default);
}

/** What was entered in one form, for all presets that were tried. */
export interface Entered {
  /** What was last entered for each preset, by its name; the latest is last. */
  readonly of: ReadonlyMap<string, Inference>;
  /** Inputs that several presets may share, by {@link keyOf}. */
  readonly shared: ReadonlyMap<string, unknown>;
  /** The own image that was last named in place of a ready one. */
  readonly ownImage: string;
}

/** What a new form knows. */
export const NOTHING_ENTERED: Entered = {
  of: new Map(),
  shared: new Map(),
  ownImage: '',
};

/**
 * Presets share an input that has the same key: by its meaning, or else its
 * name. Which model it is means the same to presets of one kind, and the image
 * of a ready model is the model; another image is that of one engine, as is
 * what else an engine asks about its model, such as a port.
 */
function keyOf(preset: Preset, { name, group, means }: InputField): string {
  const kind = modelKindOf(preset);
  if (means === 'model' || (means === 'image' && kind === 'ready')) {
    return `${kind} ${means}`;
  }
  const isOwn = means === 'image' || (group === 'model' && !means);
  return isOwn ? `${preset.name} ${name}` : means ?? name;
}

function fits(preset: Preset, name: string, value: unknown): boolean {
  return z.safeParse(preset.inputs.shape[name], value).success;
}

/** Keeps in mind what is entered at present. */
export function remember(before: Entered, inference: Inference): Entered {
  const { preset: name, inputs } = inference;
  const of = new Map(before.of);
  of.delete(name);
  of.set(name, inference);
  const preset = findPreset(name);
  if (!preset) {
    return { ...before, of };
  }
  const shared = new Map(before.shared);
  for (const field of inputFields(preset)) {
    const key = keyOf(preset, field);
    const value = inputs[field.name];
    // What this preset could not take over waits for one that can.
    if (value !== undefined || fits(preset, field.name, shared.get(key))) {
      shared.set(key, value);
    }
  }
  const image = enteredFor(inference, 'image');
  const isOwnImage =
    modelKindOf(preset) === 'ready' && typeof image === 'string' && image;
  return { of, shared, ownImage: isOwnImage ? image : before.ownImage };
}

/**
 * Another preset, as it was left when it was tried before, with those of the
 * inputs entered since that it takes. Values, and the text they were typed as,
 * are for the preset that they were laid over.
 */
export function recall(entered: Entered, preset: Preset): Inference {
  const own = entered.of.get(preset.name);
  const inputs = { ...own?.inputs };
  for (const field of inputFields(preset)) {
    const key = keyOf(preset, field);
    const value = entered.shared.get(key);
    if (value !== undefined && fits(preset, field.name, value)) {
      inputs[field.name] = value;
    } else if (value === undefined && entered.shared.has(key)) {
      delete inputs[field.name];
    }
  }
  return withModel({ ...own, preset: preset.name, inputs });
}
