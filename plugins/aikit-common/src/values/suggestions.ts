import type { ValueIssue } from '../api/contract';
import { mergeValues, ValuesMap } from './merge';
import { lookUp, parsePath, put, ValuePath } from './paths';

/** The issues of effective values. */
type Check = (values: ValuesMap) => ValueIssue[];

/** How often a suggestion leads to another one, at most. */
const MAX_STEPS = 3;

/** Rules that hide others: what lies round a wrong type is not looked at. */
const HIDING: readonly string[] = ['type', 'one-of', 'required'];

function errorsOf(issues: ValueIssue[]): ValueIssue[] {
  return issues.filter(({ severity }) => severity === 'error');
}

function key({ path, rule }: ValueIssue): string {
  return `${rule} ${path}`;
}

/**
 * Makes sure that suggestions do: each is tried, and the value that it leads to
 * in the end is the suggestion. An issue whose rule has none gets the default
 * of its path, or to leave the value out, where that does.
 */
export class Suggestions {
  /**
   * @param values - effective values with issues
   * @param defaults - what lies below the user's values
   * @param tries - how many times values are checked, at most
   */
  constructor(
    private readonly values: ValuesMap,
    private readonly defaults: ValuesMap,
    private readonly check: Check,
    private tries: number,
  ) {}

  /** The issues, each error with a suggestion that was tried, or with none. */
  verified(issues: ValueIssue[]): ValueIssue[] {
    const known = new Set(errorsOf(issues).map(key));
    return issues.map(issue =>
      issue.severity === 'error' ? this.verify(issue, known) : issue,
    );
  }

  private verify(
    { suggestion, ...issue }: ValueIssue,
    known: ReadonlySet<string>,
  ): ValueIssue {
    const path = parsePath(issue.path) ?? [];
    for (const candidate of [suggestion, lookUp(this.defaults, path), null]) {
      const value =
        candidate === undefined
          ? undefined
          : this.leadsTo(candidate, issue, path, known, MAX_STEPS);
      if (value !== undefined) {
        return { ...issue, suggestion: value };
      }
    }
    return issue;
  }

  /** The value that works, beginning with this one; undefined for none. */
  private leadsTo(
    value: unknown,
    issue: ValueIssue,
    path: ValuePath,
    known: ReadonlySet<string>,
    steps: number,
  ): unknown {
    if (this.tries <= 0 || steps === 0 || path.length === 0) {
      return undefined;
    }
    this.tries -= 1;
    const tried = mergeValues({}, put(this.values, path, value) as ValuesMap);
    const left = errorsOf(this.check(tried)).filter(
      other => other.path === issue.path || !known.has(key(other)),
    );
    const next = left.find(other => other.path === issue.path);
    if (!next && (left.length === 0 || HIDING.includes(issue.rule))) {
      return value;
    }
    return next?.suggestion === undefined
      ? undefined
      : this.leadsTo(next.suggestion, issue, path, known, steps - 1);
  }
}
