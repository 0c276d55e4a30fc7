import type { ValueIssue } from '../api/contract';
import { formatPath, lookUp, ValuePath } from './paths';

/**
 * A rule that values, or inputs of a preset, break.
 *
 * @public
 */
export interface Broken {
  /** Stable id of the rule, in kebab case. */
  rule: string;
  /** The rule and a way out, as a sentence without its subject. */
  message: string;
  /** From what was looked at; absent: all of that. */
  path?: ValuePath;
  /** By default `error`. */
  severity?: ValueIssue['severity'];
  /** What was there, where that is not what stands at the path. */
  given?: unknown;
  /**
   * A value for the path that would do, null to leave it out, or how to make
   * one of what was given.
   */
  suggestion?: unknown;
}

/** Most nodes and characters of a value that is repeated in an issue. */
const LIMIT = 200;

/** How many nodes a value has, as far as it matters; Infinity for no JSON. */
function size(value: unknown, budget: number): number {
  if (value === null || ['boolean', 'number'].includes(typeof value)) {
    return 1;
  }
  if (typeof value === 'string') {
    return value.length > LIMIT ? Infinity : 1;
  }
  const json =
    Array.isArray(value) ||
    Object.prototype.toString.call(value) === '[object Object]';
  if (!json) {
    return Infinity;
  }
  let total = 1;
  for (const child of Object.values(value as object)) {
    if (total > budget) {
      return Infinity;
    }
    total += size(child, budget - total);
  }
  return total;
}

/** A value as it is when it is JSON and small; undefined for any other. */
export function small(value: unknown): unknown {
  return value !== undefined && size(value, LIMIT) <= LIMIT ? value : undefined;
}

/**
 * The issue that a broken rule is: with what was given, unless that is much,
 * because then the path says where to look.
 *
 * @param checked - what the path leads into
 */
export function issueOf(
  { path = [], severity = 'error', rule, message, ...more }: Broken,
  checked?: unknown,
): ValueIssue {
  const given = 'given' in more ? more.given : lookUp(checked, path);
  const suggestion =
    typeof more.suggestion === 'function'
      ? more.suggestion(given)
      : more.suggestion;
  const shown = small(given);
  return {
    severity,
    path: formatPath(path),
    message,
    rule,
    ...(shown !== undefined && { given: shown }),
    ...(suggestion !== undefined && { suggestion }),
  };
}

/**
 * The errors among some issues, each as a line: `replicaCount: must be …`. The
 * form, the actions and the backend refuse with the same.
 *
 * @public
 */
export function errorLines(issues: readonly ValueIssue[]): string[] {
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path}: ${message}`);
}
