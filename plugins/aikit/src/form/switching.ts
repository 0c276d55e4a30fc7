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

/** What was entered for the presets that were tried, by {@link keyOf}. */
export type Entered = ReadonlyMap<string, unknown>;

const VALUES = 'values';

/** Inputs for the model mean the same to presets of one kind only. */
function keyOf(preset: Preset, { name, group }: InputField): string {
  return group === 'model' ? `${modelKindOf(preset)} ${name}` : name;
}

/** Keeps in mind what is entered at present. */
export function remember(before: Entered, inference: Inference): Entered {
  const { preset: name, inputs, values } = inference;
  const preset = findPreset(name);
  const after = new Map(before);
  for (const field of preset ? inputFields(preset) : []) {
    after.set(keyOf(preset!, field), inputs[field.name]);
  }
  return after.set(`${VALUES} ${name}`, values);
}

/**
 * Another preset, with those of the inputs entered so far that it takes. Values
 * laid over a preset's are for that preset only.
 */
export function recall(entered: Entered, preset: Preset): Inference {
  const inputs = inputFields(preset).flatMap((field): [string, unknown][] => {
    const value = entered.get(keyOf(preset, field));
    const fits =
      value !== undefined &&
      z.safeParse(preset.inputs.shape[field.name], value).success;
    return fits ? [[field.name, value]] : [];
  });
  const values = entered.get(`${VALUES} ${preset.name}`) as
    | Inference['values']
    | undefined;
  return withModel({
    preset: preset.name,
    inputs: Object.fromEntries(inputs),
    ...(values && { values }),
  });
}
