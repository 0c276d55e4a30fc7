/** A key or index in values, and the map or list that has it. */
export interface Place {
  parent: Record<string, unknown> | unknown[];
  key: string | number;
}

/** Every key and index in values. */
export function placesIn(parent: unknown): Place[] {
  if (typeof parent !== 'object' || parent === null) {
    return [];
  }
  const own: Place[] = Array.isArray(parent)
    ? parent.map((_, key) => ({ parent, key }))
    : Object.keys(parent).map(key => ({
        parent: parent as Record<string, unknown>,
        key,
      }));
  return own.concat(Object.values(parent).flatMap(placesIn));
}

/**
 * The same values with a text in place of one scalar.
 *
 * @param where - any number; it says which
 */
export function withText<T>(given: T, where: number, text: string): T {
  const copy: T = JSON.parse(JSON.stringify(given));
  const places = placesIn(copy).filter(
    ({ parent, key }) =>
      typeof (parent as Record<string | number, unknown>)[key] !== 'object',
  );
  if (places.length > 0) {
    const { parent, key } = places[where % places.length];
    (parent as Record<string | number, unknown>)[key] = text;
  }
  return copy;
}
