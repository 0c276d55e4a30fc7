import { ApiError } from '../api/apiError';
import { apiVersionOf } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { KindDefinition } from '../resources/kindDefinition';
import { FieldSchema, fieldOf, knows } from '../resources/fieldSchema';
import { isObject } from '../resources/json';
import { elementOfItem } from './fieldTree';
import { pathText } from './fieldSet';

/**
 * Why a configuration cannot be applied: fields that are not in the schema,
 * wrong types, items that are there twice, in the words of the API server.
 */
function typedProblems(
  schema: FieldSchema,
  value: unknown,
  path = '',
): string[] {
  if (value === null || value === undefined) {
    return [];
  }
  const expected = expectation(schema, value);
  if (expected) {
    return [`${path}: expected ${expected}, got ${shown(value)}`];
  }
  if (Array.isArray(value)) {
    return itemProblems(schema, value, path);
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([name, part]) =>
        knows(schema, name)
          ? typedProblems(fieldOf(schema, name), part, `${path}.${name}`)
          : [`${path}.${name}: field not declared in schema`],
      )
    : [];
}

function itemProblems(
  schema: FieldSchema,
  list: unknown[],
  path: string,
): string[] {
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    const key = schema.keys
      ? pathText(elementOfItem(schema, item))
      : `[${index}]`;
    const isTwice = schema.keys !== undefined && seen.has(key);
    seen.add(key);
    return isTwice
      ? [`${path}: duplicate entries for key ${key}`]
      : typedProblems(fieldOf(schema), item, path + key);
  });
}

function expectation(schema: FieldSchema, value: unknown): string | undefined {
  switch (schema.type) {
    case 'object':
    case 'map':
      return isObject(value) ? undefined : 'map';
    case 'list':
      return Array.isArray(value) ? undefined : 'list';
    case 'number':
      return typeof value === 'number' ? undefined : 'numeric (int or float)';
    case 'string':
    case 'boolean':
      return typeof value === schema.type ? undefined : schema.type;
    default:
      return undefined;
  }
}

function shown(value: unknown): string {
  return typeof value === 'object'
    ? `&{${JSON.stringify(value)}}`
    : typeof value;
}

/** @throws ApiError 500, as the real one, when the schema is not fulfilled */
export function checkTypes(
  { type, schema }: KindDefinition,
  applied: KubeObject,
) {
  const wrong = typedProblems(schema, applied);
  if (wrong.length > 0) {
    const { namespace = '', name = '' } = applied.metadata;
    const list =
      wrong.length === 1 ? wrong[0] : `errors:\n  ${wrong.join('\n  ')}`;
    const object = `${namespace}/${name}; ${apiVersionOf(type)}`;
    throw new ApiError(
      500,
      '',
      `failed to create typed patch object (${object}, Kind=${type.kind}): ${list}`,
    );
  }
}
