import { z } from 'zod';
import { findPreset, PresetChoice } from '@aikit-backstage/plugin-aikit-common';
import { UsageError } from './UsageError';

/** The schema of an input without its default and without being optional. */
function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? bare(schema.unwrap())
    : schema;
}

/**
 * The text of an input as the type that its schema wants. Text that is none
 * stays text, so that the preset says what is wrong.
 */
function typed(schema: unknown, text: string): unknown {
  const kind = bare(schema);
  if (kind instanceof z.ZodNumber) {
    const number = Number(text);
    return text.trim() && Number.isFinite(number) ? number : text;
  }
  if (kind instanceof z.ZodBoolean && ['true', 'false'].includes(text)) {
    return text === 'true';
  }
  return text;
}

interface Assignment {
  /** Name of the input. */
  name: string;
  /** What follows its dot: the key of an entry, where the input is a map. */
  key?: string;
  text: string;
}

function parse(argument: string): Assignment {
  const [, name, key, text] =
    /^([^.=]+)(?:\.([^=]+))?=(.*)$/s.exec(argument) ?? [];
  if (name === undefined) {
    throw new UsageError(`--input ${argument} must be KEY=VALUE`);
  }
  return { name, key, text };
}

function assign(
  inputs: Map<string, unknown>,
  { name, key, text }: Assignment,
  schema: unknown,
) {
  if (key === undefined) {
    inputs.set(name, typed(schema, text));
    return;
  }
  const entries = inputs.get(name);
  const before = entries instanceof Map ? entries : new Map<string, unknown>();
  inputs.set(name, before.set(key, text));
}

/**
 * The preset that `--preset` and the `--input`s name.
 *
 * @throws UsageError for inputs that are no assignments or have no preset
 */
export function presetChoice(
  name: string | undefined,
  given: readonly string[] = [],
): PresetChoice | undefined {
  if (name === undefined) {
    if (given.length > 0) {
      throw new UsageError('--input needs --preset, whose input it is');
    }
    return undefined;
  }
  const shape = findPreset(name)?.inputs.shape;
  const inputs = new Map<string, unknown>();
  for (const assignment of given.map(parse)) {
    const own = shape && Object.hasOwn(shape, assignment.name);
    assign(inputs, assignment, own ? shape[assignment.name] : undefined);
  }
  return {
    name,
    inputs: Object.fromEntries(
      [...inputs].map(([key, value]) => [
        key,
        value instanceof Map ? Object.fromEntries(value) : value,
      ]),
    ),
  };
}
