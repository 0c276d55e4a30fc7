import {
  baseValues,
  choiceOf,
  differenceOf,
  isMap,
  mergeValues,
  parseValues,
  plainIssues,
  toYamlDocument,
  ValueIssue,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { Inference } from './inference';

type Read =
  | { ok: true; values: ValuesMap }
  | { ok: false; issues: ValueIssue[] };

/**
 * The values that a text says, or why it says none that can be worked with:
 * it is no YAML, no map, or nothing that JSON can hold.
 */
export function readValuesText(text: string): Read {
  const parsed = parseValues(text);
  if (!parsed.ok) {
    return parsed;
  }
  const { values } = parsed;
  if (!isMap(values)) {
    return {
      ok: false,
      issues: [
        {
          severity: 'error',
          path: 'values',
          message: 'must be a map: begin with a key, such as image:',
          rule: 'type',
        },
      ],
    };
  }
  const issues = plainIssues(values);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, values };
}

/** All values that count: the chart's, the preset's, and what is laid over. */
function effectiveValues({
  preset,
  inputs,
  values = {},
}: Inference): ValuesMap | undefined {
  const base = baseValues({ name: preset, inputs });
  return base && mergeValues(base, values);
}

/** Whether they say the same, in whatever order. */
export function isSame(a: ValuesMap, b: ValuesMap): boolean {
  return Object.keys(differenceOf(a, b)).length === 0;
}

/**
 * What the editor shows of a choice: the draft, as long as it cannot be read or
 * the form says nothing else, else the values as they are written by default.
 * Undefined for inputs of which no values can be made.
 */
export function textOf(inference: Inference): string | undefined {
  const { draft } = inference;
  const effective = effectiveValues(inference);
  if (draft !== undefined) {
    const read = readValuesText(draft);
    if (!read.ok || !effective || isSame(effective, read.values)) {
      return draft;
    }
  }
  return effective && toYamlDocument(effective);
}

/**
 * The choice that a text makes of another: what presets have inputs for becomes
 * inputs again, the rest values laid over the preset's. A text that cannot be
 * read is kept as the draft, beside the last values that could.
 */
export function withText(inference: Inference, text: string): Inference {
  const { preset, inputs } = inference;
  const read = readValuesText(text);
  if (!read.ok) {
    return { ...inference, draft: text };
  }
  const choice = choiceOf({ name: preset, inputs }, read.values);
  if (!choice) {
    return { ...inference, draft: text };
  }
  const next: Inference = {
    preset,
    inputs: choice.preset.inputs,
    ...(Object.keys(choice.values).length > 0 && { values: choice.values }),
  };
  return textOf(next) === text ? next : { ...next, draft: text };
}

/**
 * Why the text that was typed counts for nothing yet; nothing when it does.
 */
export function draftIssues({ draft }: Inference): ValueIssue[] {
  const read = draft === undefined ? undefined : readValuesText(draft);
  return !read || read.ok ? [] : read.issues;
}
