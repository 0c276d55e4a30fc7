/**
 * What a field holds, for kinds of the cluster and of CRDs alike: enough to
 * decode it, to merge it, and to say who owns which part.
 */
export interface FieldSchema {
  type:
    | 'object'
    | 'map'
    | 'list'
    | 'string'
    | 'number'
    | 'boolean'
    | 'quantity'
    | 'intOrString'
    | 'any';
  /** As Go calls the type, which error texts show. */
  goType: string;
  /** Of an object. */
  fields?: Record<string, FieldSchema>;
  /** Of a map or a list: what its items are. */
  items?: FieldSchema;
  /** It is replaced and owned as a whole. */
  atomic?: boolean;
  /** Fields that tell the items of a list apart; without, it is a set. */
  keys?: string[];
  /** Fields that are not declared are kept. */
  keepsUnknown?: boolean;
  /** Taken for a key that an item lacks. */
  default?: unknown;
}

/** What is not described: an object is merged field by field, as a map is. */
export const ANYTHING: FieldSchema = {
  type: 'any',
  goType: 'interface {}',
  keepsUnknown: true,
};

/** The schema of a field or an item. */
export function fieldOf(schema: FieldSchema, name?: string): FieldSchema {
  const declared =
    name !== undefined && schema.fields && Object.hasOwn(schema.fields, name)
      ? schema.fields[name]
      : undefined;
  return declared ?? schema.items ?? ANYTHING;
}

/** Whether an object may have a field. */
export function knows(schema: FieldSchema, name: string): boolean {
  return (
    schema.type !== 'object' ||
    schema.keepsUnknown === true ||
    (schema.fields !== undefined && Object.hasOwn(schema.fields, name))
  );
}

/** An associative list's item, by the fields that tell it apart. */
export function keyOfItem(
  schema: FieldSchema,
  item: unknown,
): Record<string, unknown> {
  const values = (item ?? {}) as Record<string, unknown>;
  const keys = [...(schema.keys ?? [])].sort();
  return Object.fromEntries(
    keys.map(key => [
      key,
      values[key] ?? fieldOf(schema.items ?? ANYTHING, key).default ?? null,
    ]),
  );
}
