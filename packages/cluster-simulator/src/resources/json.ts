/** A JSON object, of which nothing else is known. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field's value when it is an object, else an empty one. */
export function objectIn(value: unknown, field: string): JsonObject {
  const found = isObject(value) ? value[field] : undefined;
  return isObject(found) ? found : {};
}

/** A field's items when it is a list of objects, else none. */
export function objectsIn(value: unknown, field: string): JsonObject[] {
  const found = isObject(value) ? value[field] : undefined;
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** The value at a path such as `.spec.replicas`. */
export function valueAt(object: unknown, path: string): unknown {
  return path
    .split('.')
    .filter(Boolean)
    .reduce<unknown>(
      (value, field) => (isObject(value) ? value[field] : undefined),
      object,
    );
}

/** A copy with another value at a path; parts beside the path are shared. */
export function withValueAt<T extends object>(
  object: T,
  path: string,
  value: unknown,
): T {
  const [field, ...rest] = path.split('.').filter(Boolean);
  const inner = objectIn(object, field);
  return {
    ...object,
    [field]: rest.length ? withValueAt(inner, rest.join('.'), value) : value,
  };
}

/** The same list when no item changes. */
export function mapShared<T>(list: T[], change: (item: T) => T): T[] {
  const changed = list.map(change);
  return changed.every((item, index) => item === list[index]) ? list : changed;
}

/** The same object when it has all fields already, else one that has. */
export function withDefaults<T extends object>(
  object: T,
  defaults: Partial<T>,
): T {
  return Object.keys(defaults).every(
    field => object[field as keyof T] !== undefined,
  )
    ? object
    : { ...defaults, ...object };
}
