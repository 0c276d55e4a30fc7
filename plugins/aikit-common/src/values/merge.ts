/**
 * A YAML map whose content has not been looked at.
 *
 * @public
 */
export type ValuesMap = { [key: string]: unknown };

/** Whether a value is a map, as opposed to a list, a scalar or nothing. */
export function isMap(value: unknown): value is ValuesMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
 * own properties count, and none is assigned to, so that keys such as
 * `__proto__` and `constructor` stay data.
 *
 * @public
 */
export function mergeValues(
  defaults: ValuesMap,
  overrides: ValuesMap,
): ValuesMap {
  const keys = new Set([...Object.keys(defaults), ...Object.keys(overrides)]);
  const entries = [...keys].map((key): [string, unknown] => {
    const base = Object.hasOwn(defaults, key) ? defaults[key] : undefined;
    const over = Object.hasOwn(overrides, key) ? overrides[key] : undefined;
    if (over === undefined) {
      return [key, copy(base)];
    }
    return [
      key,
      isMap(base) && isMap(over) ? mergeValues(base, over) : copy(over),
    ];
  });
  return Object.fromEntries(
    entries.filter(([, value]) => value !== null && value !== undefined),
  );
}
