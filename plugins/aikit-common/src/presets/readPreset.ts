import type { z } from 'zod';
import type { ValueIssue } from '../api/contract';
import { DEFAULT_VALUES } from '../values/defaults';
import { mergeValues, ValuesMap } from '../values/merge';
import { formatPath } from '../values/paths';
import { plainIssues } from '../values/plain';
import { brokenRules } from '../values/rules/rule';
import { suggest } from '../values/suggest';
import { describeIssue, toValueIssue } from '../values/zodIssues';
import { findPreset, PRESETS } from './list';
import type { Preset, PresetChoice, Report } from './preset';

const PREFIX = ['preset', 'inputs'];

function unknownPreset(name: string): ValueIssue {
  const names = PRESETS.map(preset => preset.name);
  const meant = suggest(name, names);
  return {
    severity: 'error',
    path: 'preset.name',
    message: meant
      ? `is no preset: did you mean ${meant}?`
      : `is no preset: the presets are ${names.join(', ')}`,
    rule: 'preset-name',
    given: name,
    suggestion: meant ?? names[0],
  };
}

/** One issue for each key that a map of inputs does not know. */
function unknownInputs(
  issue: z.core.$ZodIssueUnrecognizedKeys,
  { inputs }: Preset,
): ValueIssue[] {
  const known = issue.path.length === 0 ? Object.keys(inputs.shape) : [];
  return issue.keys.map(key => {
    const meant = suggest(key, known);
    const way = known.length > 0 ? `: the inputs are ${known.join(', ')}` : '';
    return {
      severity: 'error',
      path: formatPath([...PREFIX, ...issue.path, key]),
      message: `is not known here${meant ? `: did you mean ${meant}?` : way}`,
      rule: 'unknown-key',
      suggestion: null,
    };
  });
}

function schemaIssues(
  error: z.ZodError,
  preset: Preset,
  given: Record<string, unknown>,
): ValueIssue[] {
  const checked = { preset: { inputs: given } };
  return error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? unknownInputs(issue, preset)
      : [toValueIssue({ ...issue, path: [...PREFIX, ...issue.path] }, checked)],
  );
}

/** Without what a form or a suggestion leaves empty: it is as not given. */
function filled(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    ),
  );
}

/**
 * The issues that a check of a preset reports.
 *
 * @param given - the inputs as a request has them
 */
export function inputIssues(
  check: (report: Report) => void,
  given: Record<string, unknown> = {},
): ValueIssue[] {
  return brokenRules({ preset: { inputs: filled(given) } }, [
    (_, report) =>
      check(({ path = [], ...broken }) =>
        report({ ...broken, path: [...PREFIX, ...path] }),
      ),
  ]);
}

/**
 * A preset with its inputs checked, what it makes of them, and warnings; or the
 * errors that keep it from that.
 */
export type ReadPreset =
  | {
      ok: true;
      preset: Preset;
      /** Completed by the defaults. */
      inputs: Record<string, unknown>;
      /** The preset's, to lay over the chart's. */
      values: ValuesMap;
      /** The preset's, laid over the chart's. */
      base: ValuesMap;
      issues: ValueIssue[];
    }
  | { ok: false; issues: ValueIssue[] };

/**
 * Finds the preset, checks the inputs and makes values of them.
 *
 * The issues' paths are `preset.name` and `preset.inputs.<input>`. Inputs that
 * are null or an empty text are as not given.
 */
export function readPreset(choice: PresetChoice): ReadPreset {
  const { name } = choice;
  const inputs = choice.inputs ?? {};
  const preset = findPreset(name);
  if (!preset) {
    return { ok: false, issues: [unknownPreset(name)] };
  }
  const unreadable = plainIssues({ preset: { inputs } });
  if (unreadable.length > 0) {
    return { ok: false, issues: unreadable };
  }
  const given = filled(inputs);
  const parsed = preset.inputs.safeParse(given, { error: describeIssue });
  if (!parsed.success) {
    return { ok: false, issues: schemaIssues(parsed.error, preset, given) };
  }
  const issues = inputIssues(
    report => preset.check?.(parsed.data, report),
    inputs,
  );
  if (issues.some(({ severity }) => severity === 'error')) {
    return { ok: false, issues };
  }
  const values = preset.values(parsed.data);
  const base = mergeValues(DEFAULT_VALUES, values);
  return { ok: true, preset, inputs: parsed.data, values, base, issues };
}

/**
 * The preset's values over the chart's; undefined for inputs of which none can
 * be made.
 *
 * @public
 */
export function baseValues(choice: PresetChoice): ValuesMap | undefined {
  const read = readPreset(choice);
  return read.ok ? read.base : undefined;
}
