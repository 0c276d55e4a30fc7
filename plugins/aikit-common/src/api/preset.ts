import { z } from 'zod';

/**
 * A preset by its name, with some of its inputs; the others are its defaults.
 *
 * @public
 */
export const presetChoiceSchema = z.strictObject({
  name: z.string(),
  inputs: z.record(z.string(), z.unknown()).optional(),
});

/** What says what is to run: values, a preset, or values over a preset's. */
export const runs = {
  /** An engine, whose values are laid over the chart's defaults. */
  preset: presetChoiceSchema.optional(),
  /** AIKit chart values, laid over the preset's; with one they may be absent. */
  values: z.record(z.string(), z.unknown()),
};

/** A body with a preset and no values has empty ones. */
export function valuesOverPreset(body: unknown): unknown {
  return typeof body === 'object' &&
    body !== null &&
    Object.hasOwn(body, 'preset') &&
    !Object.hasOwn(body, 'values')
    ? { ...body, values: {} }
    : body;
}
