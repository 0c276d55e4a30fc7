import { JsonObject, mapShared, withField } from './json';
import { defaultsOf, partOf, Schema } from './schema';

/** Lists whose items have all defaults: many objects share them. */
const complete = new WeakMap<object, Schema>();

/**
 * A value with the defaults of its schema; parts that have them are shared.
 * Values must not be changed afterwards.
 */
export function withSchemaDefaults<T>(schema: Schema, value: T): T {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return (
    Array.isArray(value)
      ? inItems(schema, value)
      : inFields(schema, value as JsonObject)
  ) as T;
}

function inItems(schema: Schema, list: unknown[]): unknown[] {
  if (complete.get(list) === schema) {
    return list;
  }
  const filled = mapShared(list, item =>
    withSchemaDefaults(partOf(schema), item),
  );
  complete.set(filled, schema);
  return filled;
}

function inFields(schema: Schema, object: JsonObject): JsonObject {
  let filled = object;
  for (const [name, given] of Object.entries(defaultsOf(schema))) {
    if (filled[name] === undefined) {
      const value = typeof given === 'function' ? given(filled) : given;
      filled = value === undefined ? filled : withField(filled, name, value);
    }
  }
  for (const [name, field] of Object.entries(filled)) {
    if (typeof field === 'object') {
      const part = withSchemaDefaults(partOf(schema, name), field);
      filled = withField(filled, name, part);
    }
  }
  return filled;
}
