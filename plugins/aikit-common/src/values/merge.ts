/**
 * A YAML map whose content has not been looked at.
 *
 * @public
 */
export type ValuesMap = { [key: string]: unknown };

/**
 * Whether a value is a map, as opposed to a list, a scalar or nothing.
 *
 * @public
 */
export function isMap(value: unknown): value is ValuesMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets an own property, also where its name is that of a setter. */
function setOwn(map: ValuesMap, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  } else {
    map[key] = value;
  }
}

/**
 * A deep copy without the keys whose value is null: to the API server a null
 * field is an absent one.
 */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(copy);
  }
  return isMap(value) ? mergeValues({}, value) : value;
}

/**
 * Lays values over defaults as Helm does: maps are merged key by key, lists
 * and scalars are replaced whole, null removes the default.
 *
 * Neither argument is changed, and the result shares nothing with them. Only
 * own properties count, and keys such as `__proto__` and `constructor` stay
 * data.
 *
 * @public
 */
export function mergeValues(
  defaults: ValuesMap,
  overrides: ValuesMap,
): ValuesMap {
  const merged: ValuesMap = {};
  for (const key of Object.keys(defaults)) {
    const base = defaults[key];
    const over = Object.hasOwn(overrides, key) ? overrides[key] : undefined;
    const value =
      isMap(base) && isMap(over)
        ? mergeValues(base, over)
        : copy(over === undefined ? base : over);
    if (value !== null && value !== undefined) {
      setOwn(merged, key, value);
    }
  }
  for (const key of Object.keys(overrides)) {
    const value = overrides[key];
    if (
      value !== null &&
      value !== undefined &&
      !Object.hasOwn(defaults, key)
    ) {
      setOwn(merged, key, copy(value));
    }
  }
  return merged;
}
