import { Preset } from '@aikit-backstage/plugin-aikit-common';
import { z } from 'zod';
import { Inference, withInput } from './inference';
import { InputField, inputFields } from './inputFields';
import { findPreset, modelKindOf } from './presets';

/**
 * Says which model it is where the preset's default would: a person who reads
 * what is to run, and the deployment, see the model that was shown.
 */
export function withModel(inference: Inference): Inference {
  const { preset: name, inputs } = inference;
  const preset = findPreset(name);
  const model = preset && inputFields(preset).find(one => one.name === 'model');
  const isNamed = inputs.model !== undefined;
  const isOwn =
    preset && modelKindOf(preset) === 'ready' && inputs.image !== undefined;
  return !model || isNamed || isOwn
    ? inference
    : withInput(inference, 'model', model.default);
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

/** Inputs of the group `model` that mean the same to every engine. */
const SAME_TO_ALL = new Set(['hubSecret', 'contextLength']);

/**
 * Presets share an input that has the same key. An image or a port is that of
 * one engine; which model it is means the same to presets of one kind, and the
 * image of a ready model is the model.
 */
function keyOf(preset: Preset, { name, group }: InputField): string {
  if (group !== 'model' || SAME_TO_ALL.has(name)) {
    return name;
  }
  const kind = modelKindOf(preset);
  const isModel = name === 'model' || (kind === 'ready' && name === 'image');
  return `${isModel ? kind : preset.name} ${name}`;
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
  const { image } = inputs;
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
