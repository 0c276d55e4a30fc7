import {
  canonicalQuantity,
  parseQuantity,
} from '@aikit-backstage/plugin-aikit-common';
import { FieldSchema, fieldOf, knows } from './fieldSchema';
import { isObject } from './json';

/** A body that is no object of its kind; the text is that of Go's decoder. */
export class DecodeError extends Error {}

export interface Decoded<T = unknown> {
  /** Without unknown fields and nulls; quantities in canonical form. */
  value: T;
  /** Paths such as `spec.containers[0].foo`, in the order of the document. */
  unknown: string[];
}

interface Place {
  /** With indices, as unknown fields are named. */
  path: string;
  /** Without, as Go's decoder names what is of a wrong type. */
  goPath: string;
  /** The struct that the field is in. */
  struct: string;
}

/** How a decoder treats what it finds. */
export interface DecodeOptions {
  /** Wrong types are errors. */
  strictTypes: boolean;
  /** Where the value is in the document. */
  path?: string;
}

class Decoder {
  constructor(
    private readonly strictTypes: boolean,
    private readonly unknown: string[],
  ) {}

  read(schema: FieldSchema, value: unknown, place: Place): unknown {
    if (this.strictTypes && !fits(schema, value)) {
      throw wrongType(schema, value, place);
    }
    if (schema.type === 'quantity' && this.strictTypes) {
      return quantity(value);
    }
    if (Array.isArray(value)) {
      const items = fieldOf(schema);
      return value.map((item, index) =>
        this.read(items, item, {
          ...place,
          path: `${place.path}[${index}]`,
          struct: items.type === 'object' ? structName(items) : place.struct,
        }),
      );
    }
    return isObject(value) ? this.#readObject(schema, value, place) : value;
  }

  #readObject(
    schema: FieldSchema,
    value: Record<string, unknown>,
    place: Place,
  ) {
    const struct = schema.type === 'object' ? structName(schema) : place.struct;
    const result: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(value)) {
      const path = place.path ? `${place.path}.${name}` : name;
      if (!knows(schema, name)) {
        this.unknown.push(path);
      } else if (item !== null && item !== undefined) {
        const isMap = schema.type === 'map';
        const goPath = isMap ? place.goPath : `${place.goPath}.${name}`;
        const field = fieldOf(schema, name);
        const read = this.read(field, item, { path, goPath, struct });
        if (!this.strictTypes || !isEmpty(field, read)) {
          result[name] = read;
        }
      }
    }
    return result;
  }
}

/**
 * Reads a value as its schema says.
 *
 * @throws DecodeError when a type is wrong, with `strictTypes`
 */
export function decode(
  schema: FieldSchema,
  value: unknown,
  { strictTypes, path = '' }: DecodeOptions,
): Decoded {
  const unknown: string[] = [];
  const struct = structName(schema);
  const place = { path, goPath: '', struct };
  const decoded = new Decoder(strictTypes, unknown).read(schema, value, place);
  return { value: decoded, unknown };
}

/** What Go leaves out: an empty list or map. */
function isEmpty({ type }: FieldSchema, value: unknown): boolean {
  return (
    (type === 'list' || type === 'map') &&
    Object.keys(value as object).length === 0
  );
}

function structName({ goType }: FieldSchema): string {
  return goType.replace(/^.*\./, '');
}

function fits({ type, goType }: FieldSchema, value: unknown): boolean {
  switch (type) {
    case 'object':
    case 'map':
      return isObject(value);
    case 'list':
      return Array.isArray(value);
    case 'number':
      return goType.startsWith('int')
        ? Number.isInteger(value)
        : typeof value === 'number';
    case 'quantity':
    case 'intOrString':
      return typeof value === 'string' || typeof value === 'number';
    case 'any':
      return true;
    default:
      return typeof value === type;
  }
}

function wrongType(schema: FieldSchema, value: unknown, place: Place) {
  let found: string = Array.isArray(value) ? 'array' : typeof value;
  if (found === 'boolean') {
    found = 'bool';
  } else if (typeof value === 'number' && schema.type === 'number') {
    found = `number ${value}`;
  }
  return new DecodeError(
    `json: cannot unmarshal ${found} into Go struct field ${place.struct}${place.goPath} of type ${schema.goType}`,
  );
}

function quantity(value: unknown): string {
  const text = String(value);
  if (parseQuantity(text) === undefined) {
    throw new DecodeError(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    );
  }
  return canonicalQuantity(text);
}
