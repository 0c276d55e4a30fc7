/** As much of a zod schema as is needed to find the keys it knows. */
export interface SchemaNode {
  def: {
    shape?: Record<string, SchemaNode>;
    innerType?: SchemaNode;
    element?: SchemaNode;
    in?: SchemaNode;
    out?: SchemaNode;
    options?: SchemaNode[];
  };
}

/**
 * The keys that a schema knows, such as `service.extraPorts.port`; what is in
 * lists and maps of any keys is not numbered.
 */
export function keysOf({ def }: SchemaNode): string[] {
  const below = [def.innerType, def.element, def.in, def.out];
  const children = [...below, ...(def.options ?? [])].filter(
    child => child !== undefined,
  );
  const own = Object.entries(def.shape ?? {}).flatMap(([key, child]) => [
    key,
    ...keysOf(child).map(rest => `${key}.${rest}`),
  ]);
  return [...new Set([...own, ...children.flatMap(keysOf)])];
}

/** The keys that values use, written in the same way. */
export function usedKeys(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(usedKeys);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => [
        key,
        ...usedKeys(child).map(rest => `${key}.${rest}`),
      ])
    : [];
}
