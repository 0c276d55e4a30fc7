import {
  fieldPath,
  isObject,
  JsonObject,
  jsonType,
  mapShared,
  withField,
} from './json';
import { Problems } from './problems';

/**
 * What a field holds: a node of a CRD's structural schema, as far as it is
 * understood here. Built-in kinds have schemas in the same form.
 */
export interface Schema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  /** `quantity`: what is kept in canonical form. */
  format?: string;
  /** As Go calls the type of a built-in kind's field: error texts show it. */
  goType?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  required?: string[];
  enum?: string[];
  minimum?: number;
  default?: unknown;
  /**
   * Defaults of the fields of a built-in kind: values, or functions of the
   * object so far.
   */
  defaults?: JsonObject;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: string;
  /** Our own: it stands for all of a PodSpec. */
  'x-kubernetes-embedded-pod-spec'?: boolean;
}

const ANYTHING: Schema = {};

/** The schema of a field or an item; an empty one when it is not described. */
export function partOf(schema: Schema, name: string = ''): Schema {
  const { properties = {}, items, additionalProperties } = schema;
  if (declares(schema, name)) {
    return properties[name];
  }
  return typeof additionalProperties === 'object'
    ? additionalProperties
    : items ?? ANYTHING;
}

/** Whether a field is described by its own name, as those of structs are. */
export function declares({ properties = {} }: Schema, name: string): boolean {
  return Object.hasOwn(properties, name);
}

/** Whether an object may have a field. */
export function knows(schema: Schema, name: string): boolean {
  return (
    schema.type !== 'object' ||
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.additionalProperties !== undefined ||
    declares(schema, name)
  );
}

/** Fields with the defaults that they may have. */
function defaultsOf({ defaults, properties = {} }: Schema): JsonObject {
  const inProperties = () =>
    Object.entries(properties).map(([name, field]) => [name, field.default]);
  return defaults ?? Object.fromEntries(inProperties());
}

/**
 * The fields that tell the items of a list apart; undefined when the list is
 * replaced and owned as a whole.
 */
export function listKeys(schema: Schema): string[] | undefined {
  return schema['x-kubernetes-list-type'] === 'map'
    ? schema['x-kubernetes-list-map-keys']
    : undefined;
}

/** Whether an object is replaced and owned as a whole. */
export function isAtomic(schema: Schema): boolean {
  return schema['x-kubernetes-map-type'] === 'atomic';
}

/** What tells an item of an associative list apart, as JSON. */
export function keyOfItem(
  schema: Schema,
  item: unknown,
  keys = listKeys(schema) ?? [],
): string {
  const values = (item ?? {}) as JsonObject;
  const defaults = defaultsOf(partOf(schema));
  const entries = keys.map(key => [key, values[key] ?? defaults[key] ?? null]);
  return JSON.stringify(Object.fromEntries(entries.sort()));
}

/** The JSON types that a value may have; none when it may have any. */
function typesOf(schema: Schema): string[] {
  if (schema['x-kubernetes-int-or-string']) {
    return ['integer', 'string'];
  }
  return schema.type ? [schema.type] : [];
}

/** Whether a value has one of the types that it may have. */
export function hasType(schema: Schema, value: unknown): boolean {
  const types = typesOf(schema);
  const type = jsonType(value);
  return (
    types.length === 0 ||
    types.includes(type) ||
    (type === 'integer' && types.includes('number'))
  );
}

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

/**
 * Adds what is wrong with a value by its schema: types, required fields, enums
 * and minima. Other rules are not checked.
 */
export function checkSchema(
  schema: Schema,
  value: unknown,
  path: string,
  problems: Problems,
) {
  if (!hasType(schema, value)) {
    const type = JSON.stringify(jsonType(value));
    const wanted = typesOf(schema).join(',');
    const why = `${path} in body must be of type ${wanted}: ${type}`;
    problems.add('TypeInvalid', path, type, why);
    return;
  }
  const { enum: values, minimum = -Infinity, required = [] } = schema;
  if (values && !values.includes(String(value))) {
    const supported = values.map(each => JSON.stringify(each)).join(', ');
    const why = `supported values: ${supported}`;
    problems.add('NotSupported', path, JSON.stringify(value), why);
  }
  if (Number(value) < minimum) {
    const why = `${path} in body should be greater than or equal to ${minimum}`;
    problems.invalid(path, value, why);
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) =>
      checkSchema(partOf(schema), item, `${path}[${index}]`, problems),
    );
  } else if (isObject(value)) {
    for (const name of required.filter(field => value[field] === undefined)) {
      problems.add('Required', fieldPath(path, name));
    }
    for (const [name, field] of Object.entries(value)) {
      const at = fieldPath(path, name);
      checkSchema(partOf(schema, name), field, at, problems);
    }
  }
}
