import {
  findPreset,
  InputMeaning,
  InputMeta,
  Preset,
} from '@aikit-backstage/plugin-aikit-common';
import { z } from 'zod';
import { Inference, withInput } from './inference';

/** One input of a preset, as a form shows it. */
export interface InputField {
  name: string;
  title: string;
  description?: string;
  /** What is asked for together, such as `size`. */
  group?: string;
  means?: InputMeaning;
  /** Only pods that work in groups have it. */
  onlyGroups: boolean;
  required: boolean;
  /** What it is when nothing is entered. */
  default?: unknown;
  kind: 'boolean' | 'choice' | 'labels' | 'map' | 'number' | 'text';
  /** What one may enter. */
  example?: string;
  /** Of a choice. */
  choices: readonly string[];
  /** Of a map. */
  fields: readonly InputField[];
}

type JsonSchema = z.core.JSONSchema.BaseSchema &
  Pick<InputMeta, 'means' | 'onlyGroups'> & { group?: string };

function kindOf({
  type,
  enum: choices,
  properties,
}: JsonSchema): InputField['kind'] {
  if (choices) {
    return 'choice';
  }
  switch (type) {
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
    case 'object':
      return properties ? 'map' : 'labels';
    default:
      return 'text';
  }
}

/** `podsPerGroup` as words, for an input that has no title. */
function titleOf(name: string): string {
  const words = name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function exampleOf({ examples }: JsonSchema): string | undefined {
  const [first] = Array.isArray(examples) ? examples : [];
  return typeof first === 'string' ? first : undefined;
}

function fieldsOf(schema: JsonSchema): InputField[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).map(([name, given]) => {
    // What may be written in several ways is asked for in the first.
    const outer = given as JsonSchema;
    const property = { ...(outer.anyOf?.[0] as JsonSchema), ...outer };
    const kind = kindOf(property);
    return {
      name,
      title: property.title ?? titleOf(name),
      description: property.description,
      group: property.group,
      means: property.means,
      onlyGroups: property.onlyGroups === true,
      required: required.has(name),
      default: property.default,
      example: exampleOf(property),
      kind,
      choices: (property.enum ?? []).map(String),
      fields: kind === 'map' ? fieldsOf(property) : [],
    };
  });
}

const known = new WeakMap<Preset, readonly InputField[]>();

/**
 * The inputs of a preset, in its order, read from its schema: a preset needs
 * nothing in the frontend.
 */
export function inputFields(preset: Preset): readonly InputField[] {
  let fields = known.get(preset);
  if (!fields) {
    const schema = z.toJSONSchema(preset.inputs, {
      io: 'input',
      unrepresentable: 'any',
    });
    fields = fieldsOf(schema as JsonSchema);
    known.set(preset, fields);
  }
  return fields;
}

/** The input of that meaning, whatever the preset calls it. */
export function fieldThat(
  preset: Preset | undefined,
  means: InputMeaning,
): InputField | undefined {
  return preset && inputFields(preset).find(field => field.means === means);
}

/** What was entered for the input of that meaning; undefined is its default. */
export function enteredFor(
  { preset, inputs }: Inference,
  means: InputMeaning,
): unknown {
  const field = fieldThat(findPreset(preset), means);
  return field && inputs[field.name];
}

/** The same choice with another input of that meaning, if the preset has one. */
export function withMeaning(
  inference: Inference,
  means: InputMeaning,
  value: unknown,
): Inference {
  const field = fieldThat(findPreset(inference.preset), means);
  return field ? withInput(inference, field.name, value) : inference;
}

/** How a preset asks for its model, if at all. */
export type ModelKind = 'ready' | 'hub' | 'image';

/**
 * `ready`: one of the AIKit project's images, or an own one like them. `hub`:
 * by its name on a model hub. `image`: whatever is in its image.
 */
export function modelKindOf(preset: Preset): ModelKind {
  const model = fieldThat(preset, 'model');
  if (!model) {
    return 'image';
  }
  return model.kind === 'choice' ? 'ready' : 'hub';
}

/**
 * The inputs that the gallery of models asks for, on the first step: there no
 * image is not the default one.
 */
export function galleryFields(preset: Preset): readonly InputField[] {
  const asked: InputMeaning[] = {
    ready: ['model' as const, 'image' as const],
    hub: ['model' as const],
    image: ['image' as const],
  }[modelKindOf(preset)];
  return inputFields(preset).filter(
    ({ means }) => means && asked.includes(means),
  );
}
