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
  if (Array.isArray(value)) {
    if (complete.get(value) === schema) {
      return value;
    }
    const items = mapShared(value, item =>
      withSchemaDefaults(partOf(schema), item),
    );
    complete.set(items, schema);
    return items as T;
  }
  let filled = value as JsonObject;
  for (const [name, given] of Object.entries(defaultsOf(schema))) {
    const preset = typeof given === 'function' ? given(filled) : given;
    filled = withField(filled, name, filled[name] ?? preset);
  }
  for (const [name, field] of Object.entries(filled)) {
    const part = withSchemaDefaults(partOf(schema, name), field);
    filled = withField(filled, name, part);
  }
  return filled as T;
}
