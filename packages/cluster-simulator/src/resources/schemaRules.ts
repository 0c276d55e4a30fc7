import { fieldPath, isObject, jsonType } from './json';
import { Problems } from './problems';
import { hasType, partOf, Schema, typesOf } from './schema';

/**
 * Adds what of a value does not fulfil a schema: types, what is required, enums
 * and minima. Other rules are not looked at.
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
