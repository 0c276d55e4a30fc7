import {
  canonicalQuantity,
  parseQuantity,
} from '@aikit-backstage/plugin-aikit-common';
import { fieldPath, isObject, JsonObject, jsonType } from './json';
import { hasType, knows, partOf, Schema } from './schema';

/** A body that is no object of its kind; the text is that of Go's decoder. */
export class DecodeError extends Error {}

/**
 * Reads an object by its schema. Nulls and unknown fields are dropped; unknown
 * fields are listed by paths such as `spec.containers[0].foo`.
 *
 * @param strictly - as Go's structs are read: wrong types are errors,
 *   quantities get their canonical form, and empty lists and maps are left out
 * @throws DecodeError when a type is wrong, if `strictly`
 */
export function decode(
  root: Schema,
  object: JsonObject,
  strictly: boolean,
): { value: JsonObject; unknown: string[] } {
  const unknown: string[] = [];
  /** @param struct - the Go struct that the value is in */
  const read = (
    schema: Schema,
    value: unknown,
    path: string,
    struct?: string,
  ): unknown => {
    if (strictly && !hasType(schema, value)) {
      const field = `${struct}.${path.replace(/\[\d+\]/g, '')}`;
      throw wrongType(schema, value, field);
    }
    if (strictly && schema.format === 'quantity') {
      if (parseQuantity(String(value)) === undefined) {
        const pattern = '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$';
        throw new DecodeError(
          `quantities must match the regular expression '${pattern}'`,
        );
      }
      return canonicalQuantity(String(value));
    }
    const inner = schema.properties ? schema.goType?.slice(3) : struct;
    if (Array.isArray(value)) {
      return value.map((item, index) =>
        read(partOf(schema), item, `${path}[${index}]`, inner),
      );
    }
    if (!isObject(value)) {
      return value;
    }
    const result: JsonObject = {};
    for (const [name, field] of Object.entries(value)) {
      const part = partOf(schema, name);
      // Go does not name the entries of a map.
      const at = schema.additionalProperties ? path : fieldPath(path, name);
      if (!knows(schema, name)) {
        unknown.push(at);
      } else if (field !== null && field !== undefined) {
        const item = read(part, field, at, inner);
        const isList = part.type === 'array' || part.additionalProperties;
        if (!strictly || !isList || Object.keys(item as object).length > 0) {
          result[name] = item;
        }
      }
    }
    return result;
  };
  const value = read(root, object, '') as JsonObject;
  return { value, unknown: strictly ? unknown : unknown.sort() };
}

function wrongType({ goType }: Schema, value: unknown, field: string) {
  const type = jsonType(value);
  const found = { boolean: 'bool', integer: 'number' }[type] ?? type;
  return new DecodeError(
    `json: cannot unmarshal ${found} into Go struct field ${field} of type ${goType}`,
  );
}
