import type { ValueIssue } from '../api/contract';
import { isMap, mergeValues, ValuesMap } from '../values/merge';
import { formatPath, lookUp, parsePath, put } from '../values/paths';

/**
 * A user's values with an issue's suggestion in place.
 *
 * @param values - the user's values; not changed
 * @param issue - one of their issues, with a suggestion
 * @param base - what the values are laid over
 */
export function acceptSuggestion(
  values: ValuesMap,
  { path, suggestion }: Pick<ValueIssue, 'path' | 'suggestion'>,
  base: ValuesMap,
): ValuesMap {
  const whole = path === formatPath([]) && !Object.hasOwn(values, path);
  const keys = whole ? [] : parsePath(path);
  if (keys === undefined || suggestion === undefined) {
    return values;
  }
  // A list is replaced whole, so one of the base's becomes the user's.
  const list = keys.findIndex(key_ => typeof key_ === 'number');
  const listPath = keys.slice(0, list);
  const own =
    list < 0 || lookUp(values, listPath) !== undefined
      ? values
      : put(values, listPath, lookUp(mergeValues(base, values), listPath));
  const changed = put(own, keys, suggestion);
  return isMap(changed) ? changed : {};
}
