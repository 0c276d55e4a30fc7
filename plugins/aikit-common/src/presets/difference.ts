import { isMap, mergeValues, ValuesMap } from '../values/merge';

type Change = { value: unknown } | undefined;

function own(map: ValuesMap, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  }
  if (isMap(a) && isMap(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every(key => sameValue(own(a, key), own(b, key)));
  }
  return Object.is(a, b);
}

/**
 * Whether a value is the same, to Kubernetes, as what it replaces. YAML reads
 * an unquoted quantity, or an image's tag, as a number.
 */
export function sameMeaning(before: unknown, after: unknown): boolean {
  return (
    sameValue(before, after) ||
    (typeof before === 'string' &&
      typeof after === 'number' &&
      before === String(after))
  );
}

function changeOf(before: unknown, after: unknown): Change {
  if (after === undefined) {
    return before === undefined ? undefined : { value: null };
  }
  if (isMap(before) && isMap(after)) {
    const value = changes(before, after);
    return Object.keys(value).length > 0 ? { value } : undefined;
  }
  return sameMeaning(before, after) ? undefined : { value: after };
}

function changes(base: ValuesMap, edited: ValuesMap): ValuesMap {
  const keys = new Set([...Object.keys(base), ...Object.keys(edited)]);
  return Object.fromEntries(
    [...keys].flatMap((key): [string, unknown][] => {
      const change = changeOf(own(base, key), own(edited, key));
      return change ? [[key, change.value]] : [];
    }),
  );
}

/**
 * The overrides that make one map of values from another:
 * `mergeValues(base, differenceOf(base, edited))` equals
 * `mergeValues({}, edited)`, which is `edited` without its nulls. A key that
 * was removed is null in them; nothing that is equal is in them, nor a number
 * where the base has the same as text, such as a quantity.
 *
 * Neither argument is changed, and the result shares nothing with them.
 *
 * @public
 */
export function differenceOf(base: ValuesMap, edited: ValuesMap): ValuesMap {
  return changes(mergeValues({}, base), mergeValues({}, edited));
}
