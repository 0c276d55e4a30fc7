/** A JSON schema as OpenAPI and CRDs have it. */
export type Schema = { [keyword: string]: unknown };

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function strictMap(schemas: unknown): unknown {
  return isSchema(schemas)
    ? Object.fromEntries(
        Object.entries(schemas).map(([key, value]) => [key, strict(value)]),
      )
    : schemas;
}

/** Names fields, and says nothing of others: the API server drops those. */
function isClosed(schema: Schema): boolean {
  return (
    'properties' in schema &&
    !('additionalProperties' in schema) &&
    schema['x-kubernetes-preserve-unknown-fields'] !== true
  );
}

/**
 * The same schema, to which a field that it does not know is an error, as with
 * the API server's `fieldValidation=Strict`.
 */
export function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(strict);
  }
  if (!isSchema(schema)) {
    return schema;
  }
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    ['properties', 'schemas'].includes(key) ? strictMap(value) : strict(value),
  ]);
  return Object.fromEntries([
    ...entries,
    ...(isClosed(schema) ? [['additionalProperties', false]] : []),
  ]);
}
