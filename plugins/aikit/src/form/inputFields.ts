import { Preset } from '@aikit-backstage/plugin-aikit-common';
import { z } from 'zod';

/** One input of a preset, as a form shows it. */
export interface InputField {
  name: string;
  title: string;
  description?: string;
  /** What is asked for together, such as `size`. */
  group?: string;
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

type JsonSchema = z.core.JSONSchema.BaseSchema & { group?: string };

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
