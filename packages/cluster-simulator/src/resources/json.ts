/** A JSON object, of which nothing else is known. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As JSON schemas call the type of a value. */
export function jsonType(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  if (Number.isInteger(value)) {
    return 'integer';
  }
  return value === null ? 'null' : typeof value;
}

/** A field's value when it is an object, else an empty one. */
export function objectIn(value: unknown, field: string): JsonObject {
  const found = isObject(value) ? value[field] : undefined;
  return isObject(found) ? found : {};
}

/** `spec.replicas`; the name alone at the root. */
export function fieldPath(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
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

/** The same object when the field has this value already, else a copy. */
export function withField<T extends object, F extends keyof T>(
  object: T,
  field: F,
  value: T[F],
): T {
  return object[field] === value ? object : { ...object, [field]: value };
}

/** The same list when no item changes. */
export function mapShared<T>(list: T[], change: (item: T) => T): T[] {
  const changed = list.map(change);
  return changed.every((item, index) => item === list[index]) ? list : changed;
}
