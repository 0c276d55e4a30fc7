import { isObject, JsonObject, mapShared } from './json';

/** Where defaults stand in a schema; OpenAPI has them in the same way. */
export interface DefaultsSchema {
  default?: unknown;
  properties?: Record<string, DefaultsSchema>;
  items?: DefaultsSchema;
  additionalProperties?: DefaultsSchema | boolean;
}

/** Objects that have all defaults of a schema, so that none looks again. */
const complete = new WeakMap<object, DefaultsSchema>();

/**
 * A value with the defaults of its schema; parts that have them are shared.
 * Values must not be changed afterwards.
 */
export function withSchemaDefaults<T>(schema: DefaultsSchema, value: T): T {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (complete.get(value) === schema) {
    return value;
  }
  const filled = Array.isArray(value)
    ? ofItems(schema, value)
    : ofFields(schema, value as JsonObject);
  complete.set(filled, schema);
  return filled as T;
}

function ofItems({ items }: DefaultsSchema, list: unknown[]): unknown[] {
  return items
    ? mapShared(list, item => withSchemaDefaults(items, item))
    : list;
}

function ofFields(schema: DefaultsSchema, value: JsonObject): JsonObject {
  const { properties = {}, additionalProperties: rest } = schema;
  const schemas = isObject(rest)
    ? Object.fromEntries(Object.keys(value).map(name => [name, rest]))
    : properties;
  let filled = value;
  for (const [name, field] of Object.entries(schemas as typeof properties)) {
    const given = value[name] ?? field.default;
    const part = withSchemaDefaults(field, given);
    if (part !== undefined && part !== value[name]) {
      filled = filled === value ? { ...value } : filled;
      filled[name] = part;
    }
  }
  return filled;
}

/**
 * Describes defaults: values of fields that may be missing, and parts that
 * have defaults when they are there.
 */
export function defaults(
  values: JsonObject,
  parts: Record<string, DefaultsSchema> = {},
): DefaultsSchema {
  const fields = Object.entries(values).map(
    ([name, value]) => [name, { default: value, ...parts[name] }] as const,
  );
  return { properties: { ...parts, ...Object.fromEntries(fields) } };
}
