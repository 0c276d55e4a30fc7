import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { z } from 'zod';
import { plainText } from '../quantities/characters';

/** No blanks, and nothing that nobody sees. */
const REFERENCE = /^[^\s\p{C}]{1,512}$/u;

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
  if (!REFERENCE.test(entityRef)) {
    return undefined;
  }
  try {
    return stringifyEntityRef(parseEntityRef(entityRef, { defaultKind }));
  } catch {
    return undefined;
  }
}

/** Longest value of a label. */
const MAX_LABEL = 63;

/** FNV-1a of 64 bits: tells texts apart, and keeps no secret. */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(36).padStart(13, '0');
}

/**
 * Value of the label and the annotation `backstage.io/kubernetes-id` for an
 * entity: its name, outside of the namespace `default` with the namespace
 * before it, so that entities of one name in two namespaces have two. What is
 * too long for a label is cut, and ends in a hash of the whole.
 *
 * @public
 */
export function kubernetesId(entity: {
  namespace?: string;
  name: string;
}): string {
  const { namespace = DEFAULT_NAMESPACE, name } = entity;
  const id =
    namespace.toLocaleLowerCase('en-US') === DEFAULT_NAMESPACE
      ? name
      : `${namespace}.${name}`;
  return id.length <= MAX_LABEL
    ? id
    : `${id.slice(0, MAX_LABEL - 14)}-${hashOf(id)}`;
}

/** A reference to an entity with its kind, kept as it was written. */
export const entityRefSchema = z
  .string()
  .refine(entityRef => fullEntityRef(entityRef) !== undefined, {
    error: ({ input }) =>
      `'${plainText(
        String(input).slice(0, 100),
      )}' is no reference of an entity; write it in full, such as component:default/chat`,
  });
