import {
  isMap,
  PRESETS,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';

/**
 * What is to run, as the template's form holds it under one key: several
 * fields on several steps edit the same object.
 */
export type Inference = {
  /** Name of a preset. */
  preset: string;
  /** Inputs that were chosen; all others have the preset's defaults. */
  inputs: Record<string, unknown>;
  /** Chart values laid over those of the preset. */
  values?: ValuesMap;
  /**
   * Text of the values editor where it says more than the values: comments,
   * or what cannot be read yet. Then `values` are the last that could be read.
   */
  draft?: string;
};

/** The key of {@link Inference} in the form's data. */
export const INFERENCE_KEY = 'inference';

/**
 * Reads what the form, or a link with prefilled data, has under the key. What
 * is missing or of a wrong type is as in a new form.
 */
export function readInference(given: unknown): Inference {
  const { preset, inputs, values, draft }: Record<string, unknown> = isMap(
    given,
  )
    ? given
    : {};
  return {
    preset: typeof preset === 'string' ? preset : PRESETS[0].name,
    inputs: isMap(inputs) ? inputs : {},
    ...(isMap(values) && { values }),
    ...(typeof draft === 'string' && { draft }),
  };
}

/** Whether the form holds a choice already. */
export function hasInference(given: unknown): boolean {
  return isMap(given) && typeof given.preset === 'string';
}

/** The same choice with another input; undefined is the preset's default. */
export function withInput(
  inference: Inference,
  name: string,
  value: unknown,
): Inference {
  const { [name]: _, ...others } = inference.inputs;
  return {
    ...inference,
    inputs: value === undefined ? others : { ...others, [name]: value },
  };
}
