import type { z } from 'zod';
import type { ValueIssue } from '../../api/contract';
import { Broken, issueOf } from '../issues';
import { formatPath } from '../paths';

/**
 * A rule of values: looks at some, and reports each place that breaks it. A
 * schema checks it by `obeys`; `brokenRules` makes issues of what it reports.
 *
 * @public
 */
export type Rule<Values> = (
  values: Values,
  report: (broken: Broken) => void,
) => void;

/** What values break: each place once for a rule, as both roles share some. */
function brokenIn<Values>(
  values: Values,
  rules: readonly Rule<Values>[],
): Broken[] {
  const found = new Map<string, Broken>();
  for (const rule of rules) {
    rule(values, broken => {
      const place = `${broken.rule} ${formatPath(broken.path ?? [])}`;
      found.set(place, found.get(place) ?? broken);
    });
  }
  return [...found.values()];
}

/** Has a schema check rules: `schema.superRefine(obeys(one, other))`. */
export function obeys<Values>(...rules: Rule<Values>[]) {
  return (values: Values, context: z.RefinementCtx): void => {
    for (const { rule, message, path = [], suggestion } of brokenIn(
      values,
      rules,
    )) {
      const params = { rule, suggestion };
      context.addIssue({ code: 'custom', path: [...path], message, params });
    }
  };
}

/** Has a schema check that something holds: `schema.superRefine(must(…))`. */
export function must<Values>(
  holds: (values: Values) => boolean,
  broken: Broken,
) {
  return obeys<Values>((values, report) => {
    if (!holds(values)) {
      report(broken);
    }
  });
}

/**
 * The issues of values that break rules.
 *
 * @param checked - what the rules' paths lead into; by default the values
 * @public
 */
export function brokenRules<Values>(
  values: Values,
  rules: readonly Rule<Values>[],
  checked: unknown = values,
): ValueIssue[] {
  return brokenIn(values, rules).map(broken => issueOf(broken, checked));
}

/**
 * The rule that no two entries of a list have the same key.
 *
 * @param keyOf - what must be unique; undefined where an entry has none
 * @param broken - what to report of the later entry; its path is from there
 */
export function unique<Entry>(
  keyOf: (entry: Entry) => string | undefined,
  { path = [], ...broken }: Broken,
): Rule<readonly Entry[]> {
  return (entries, report) => {
    const seen = new Set<string>();
    entries.forEach((entry, index) => {
      const key = keyOf(entry);
      if (key !== undefined && seen.has(key)) {
        report({ ...broken, path: [index, ...path] });
      }
      if (key !== undefined) {
        seen.add(key);
      }
    });
  };
}

/**
 * How to make a free name of one that is taken: `data-2`, then `data-3`.
 *
 * @param separator - what stands before the number
 */
export function nextName(separator: string): (name: string) => string {
  return name => {
    const [, stem, number] = /^(.*?)(?:[-_](\d+))?$/s.exec(name) ?? [];
    return `${stem}${separator}${Number(number ?? 1) + 1}`;
  };
}
