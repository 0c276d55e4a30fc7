import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';

/**
 * A reference to a catalog entity in full and in the catalog's spelling, such
 * as `component:default/chat`, so that two of them can be compared.
 *
 * @param defaultKind - of a reference that names no kind; without it, such a
 * reference cannot be read. The namespace is `default` where none is named.
 * @returns undefined for text that is no reference
 * @public
 */
export function fullEntityRef(
  entityRef: string,
  defaultKind?: string,
): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(entityRef, { defaultKind }));
  } catch {
    return undefined;
  }
}

/** A reference to an entity with its kind, kept as it was written. */
export const entityRefSchema = z
  .string()
  .refine(entityRef => fullEntityRef(entityRef) !== undefined, {
    error: ({ input }) =>
      `'${input}' is no reference of an entity; write it in full, such as component:default/chat`,
  });
