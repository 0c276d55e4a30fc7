import type { z } from 'zod';
import type { ValueIssue } from '../api/contract';
import { DEFAULT_VALUES } from './defaults';
import { podsOf } from './effectivePod';
import { issueOf } from './issues';
import { isMap, mergeValues, ValuesMap } from './merge';
import { countNodes, plainIssues } from './plain';
import { Checked, RULES, SCHEMA_RULES } from './rules';
import { brokenRules, obeys } from './rules/rule';
import { AikitValues, valuesSchema } from './schema';
import { Suggestions } from './suggestions';
import { describeIssue, toValueIssue } from './zodIssues';

/**
 * Values ready to be rendered, with warnings; or the errors that keep them
 * from it.
 *
 * @public
 */
export type ReadValuesResult =
  | { ok: true; values: AikitValues; issues: ValueIssue[] }
  | { ok: false; issues: ValueIssue[] };

/**
 * What values are read with.
 *
 * @public
 */
export interface ReadValuesOptions {
  /** What the values are laid over; the chart's defaults if absent. */
  base?: ValuesMap;
  /** LeaderWorkerSet's version in the cluster, such as `0.9.0`, if known. */
  lwsVersion?: string;
}

/** Checking all suggestions takes about this many nodes' checking, at most. */
const SUGGESTION_BUDGET = 100_000;

/** To find an issue and to write it out is as much as checking these nodes. */
const NODES_PER_ISSUE = 200;

/** Values are checked this often for suggestions, at most. */
const MAX_TRIES = 60;

/** Nobody reads more, and the first ones tell what is wrong. */
const MAX_ISSUES = 100;

/** Issues of the schema, each once: a number may break two bounds. */
function schemaIssues(error: z.ZodError, values: ValuesMap): ValueIssue[] {
  const issues = new Map<string, ValueIssue>();
  for (const found of error.issues.slice(0, MAX_ISSUES)) {
    const issue = toValueIssue(found, values);
    const key = `${issue.path}: ${issue.message}`;
    issues.set(key, issues.get(key) ?? issue);
  }
  return [...issues.values()];
}

/**
 * Reads values in two stages: each alone, by the schema; then, when that has
 * nothing to say, between each other.
 */
class Reader {
  private readonly effective: ValuesMap;
  private readonly schema = valuesSchema.superRefine((values, context) =>
    obeys(...SCHEMA_RULES)(this.checked(values), context),
  );

  constructor(
    private readonly base: ValuesMap,
    private readonly overrides: ValuesMap,
    private readonly lwsVersion: string | undefined,
  ) {
    this.effective = mergeValues(base, overrides);
  }

  read(): ReadValuesResult {
    const parsed = this.parse(this.effective);
    if (!parsed.ok) {
      return this.refuse(parsed.issues, values => this.parse(values));
    }
    const checked = this.check(parsed.values);
    return checked.ok
      ? checked
      : this.refuse(checked.issues, values => this.parseAndCheck(values));
  }

  private parse(values: ValuesMap): ReadValuesResult {
    const result = this.schema.safeParse(values, { error: describeIssue });
    return result.success
      ? { ok: true, values: result.data, issues: [] }
      : { ok: false, issues: schemaIssues(result.error, values) };
  }

  private check(values: AikitValues): ReadValuesResult {
    const issues = brokenRules(this.checked(values), RULES, values);
    return issues.some(({ severity }) => severity === 'error')
      ? { ok: false, issues }
      : { ok: true, values, issues };
  }

  private checked(values: AikitValues): Checked {
    const { overrides: given, lwsVersion } = this;
    return { given, values, pods: podsOf(values), lwsVersion };
  }

  private parseAndCheck(values: ValuesMap): ReadValuesResult {
    const parsed = this.parse(values);
    return parsed.ok ? this.check(parsed.values) : parsed;
  }

  private refuse(
    issues: ValueIssue[],
    read: (values: ValuesMap) => ReadValuesResult,
  ): ReadValuesResult {
    const { effective, base } = this;
    const work = countNodes(effective) + issues.length * NODES_PER_ISSUE;
    const tries = Math.min(MAX_TRIES, Math.floor(SUGGESTION_BUDGET / work));
    const suggestions = new Suggestions(
      effective,
      base,
      values => read(values).issues,
      tries,
    );
    return { ok: false, issues: suggestions.verified(issues) };
  }
}

/**
 * Lays a user's values over the chart's defaults and checks the result. No
 * values at all are the defaults.
 *
 * @param given - content of a `values.yaml`; not changed
 * @public
 */
export function readValues(
  given: unknown,
  { base = DEFAULT_VALUES, lwsVersion }: ReadValuesOptions = {},
): ReadValuesResult {
  const overrides = given ?? {};
  if (!isMap(overrides)) {
    return {
      ok: false,
      issues: [
        issueOf({ rule: 'type', message: 'must be a map', suggestion: {} }),
      ],
    };
  }
  const unreadable = plainIssues(overrides);
  if (unreadable.length > 0) {
    return { ok: false, issues: unreadable };
  }
  return new Reader(base, overrides, lwsVersion).read();
}
