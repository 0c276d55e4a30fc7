import type { ValueIssue } from '../api/contract';
import { DEFAULT_VALUES } from './defaults';
import { describeIssue } from './issues';
import { isMap, mergeValues } from './merge';
import { formatPath } from './paths';
import { plainIssues } from './plain';
import { AikitValues, valuesSchema } from './schema';
import { valueWarnings } from './warnings';

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
 * Lays a user's values over the chart's defaults and checks the result. No
 * values at all are the defaults.
 *
 * @param given - content of a `values.yaml`; not changed
 * @public
 */
export function readValues(given: unknown): ReadValuesResult {
  const overrides = given ?? {};
  if (!isMap(overrides)) {
    return {
      ok: false,
      issues: [{ severity: 'error', path: 'values', message: 'must be a map' }],
    };
  }
  const unreadable = plainIssues(overrides);
  if (unreadable.length > 0) {
    return { ok: false, issues: unreadable };
  }
  const result = valuesSchema.safeParse(
    mergeValues(DEFAULT_VALUES, overrides),
    { error: describeIssue },
  );
  if (!result.success) {
    return {
      ok: false,
      issues: result.error.issues.map(({ path, message }) => ({
        severity: 'error',
        path: formatPath(path),
        message,
      })),
    };
  }
  return {
    ok: true,
    values: result.data,
    issues: valueWarnings(overrides, result.data),
  };
}
