import Ajv, { AnySchema, ErrorObject } from 'ajv';
import { FieldSchema, fieldOf, keyOfItem } from './fieldSchema';
import { isObject } from './json';
import { OpenApiSchema } from './openApiSchema';
import { POD_TEMPLATE_KEYWORD } from './podTemplateKeyword';
import { Problems } from './problems';

/** Adds what of an object does not fulfil the schema of its CRD. */
export type SchemaValidator = (object: unknown, problems: Problems) => void;

/**
 * A validator for a CRD's schema, whose messages are those of the API server.
 * Rules in CEL are not looked at.
 */
export function createSchemaValidator(schema: OpenApiSchema): SchemaValidator {
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    validateFormats: false,
  });
  ajv.addKeyword(POD_TEMPLATE_KEYWORD);
  const validate = ajv.compile(withIntOrString(schema) as AnySchema);
  return (object, problems) => {
    validate(object);
    for (const error of validate.errors ?? []) {
      addError(error, object, problems);
    }
  };
}

/** Adds items of associative lists that are there twice. */
export function validateListKeys(
  schema: FieldSchema,
  value: unknown,
  path: string,
  problems: Problems,
) {
  if (Array.isArray(value)) {
    const seen = new Set<string>();
    value.forEach((item, index) => {
      const at = `${path}[${index}]`;
      const key = schema.keys?.length ? keyOfItem(schema, item) : item;
      const text = JSON.stringify(key);
      if (!schema.atomic && seen.has(text)) {
        problems.duplicate(at, key);
      }
      seen.add(text);
      validateListKeys(fieldOf(schema), item, at, problems);
    });
  } else if (isObject(value)) {
    for (const [name, field] of Object.entries(value)) {
      const at = path ? `${path}.${name}` : name;
      validateListKeys(fieldOf(schema, name), field, at, problems);
    }
  }
}

/** Ajv does not know the marker for what may be a number or a text. */
function withIntOrString(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(withIntOrString);
  }
  if (!isObject(schema)) {
    return schema;
  }
  const copy = Object.fromEntries(
    Object.entries(schema).map(([name, part]) => [name, withIntOrString(part)]),
  );
  return schema['x-kubernetes-int-or-string']
    ? { ...copy, anyOf: undefined, type: ['integer', 'string'] }
    : copy;
}

function partsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** `/spec/containers/0/name` as `spec.containers[0].name`. */
function pathOf(pointer: string): string {
  return partsOf(pointer)
    .map(part => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

function valueAtPointer(object: unknown, pointer: string): unknown {
  return partsOf(pointer).reduce<unknown>(
    (value, part) => (value as Record<string, unknown>)[part],
    object,
  );
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'float64';
  }
  return value === null ? 'null' : typeof value;
}

function addError(error: ErrorObject, object: unknown, problems: Problems) {
  const { keyword, params } = error;
  const data = valueAtPointer(object, error.instancePath);
  const path = pathOf(error.instancePath);
  switch (keyword) {
    case 'required':
      problems.required(
        `${path ? `${path}.` : ''}${String(params.missingProperty)}`,
      );
      break;
    case 'type': {
      const found = typeName(data);
      const wanted = found === 'float64' ? 'int32' : String(params.type);
      problems.add(
        'TypeInvalid',
        path,
        `Invalid value: "${found}": ${path} in body must be of type ${wanted}: "${found}"`,
      );
      break;
    }
    case 'enum':
      problems.unsupported(path, data, params.allowedValues as string[]);
      break;
    case 'maxLength':
      problems.add(
        'TooLong',
        path,
        `Too long: may not be more than ${params.limit} bytes`,
      );
      break;
    case 'maxItems':
      problems.add(
        'TooMany',
        path,
        `Too many: ${(data as unknown[]).length}: must have at most ${
          params.limit
        } items`,
      );
      break;
    default:
      addLimit(error, data, path, problems);
  }
}

const LIMITS: Record<string, (limit: unknown) => string> = {
  minimum: limit => `should be greater than or equal to ${limit}`,
  maximum: limit => `should be less than or equal to ${limit}`,
  exclusiveMinimum: limit => `should be greater than ${limit}`,
  exclusiveMaximum: limit => `should be less than ${limit}`,
  minLength: limit => `should be at least ${limit} chars long`,
  minItems: limit => `should have at least ${limit} items`,
  pattern: regex => `should match '${regex}'`,
};

function addLimit(
  { keyword, params, message }: ErrorObject,
  data: unknown,
  path: string,
  problems: Problems,
) {
  const limit = LIMITS[keyword]?.(params.pattern ?? params.limit) ?? message;
  const shown = Array.isArray(data) ? data.length : data;
  problems.invalid(path, shown, `${path} in body ${limit}`);
}
