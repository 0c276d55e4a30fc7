const NONE: ReadonlyMap<string, never> = new Map<string, never>();

/**
 * Objects by a key of theirs. It is told of every change of its objects, so
 * that looking a key up costs nothing but the objects found.
 */
export class ObjectIndex<T extends { uid: string }> {
  readonly #byKey = new Map<string, Map<string, T>>();

  /** @param keyOf - undefined for objects that are not to be found */
  constructor(private readonly keyOf: (object: T) => string | undefined) {}

  /** By uid. */
  get(key: string): ReadonlyMap<string, T> {
    return this.#byKey.get(key) ?? NONE;
  }

  update(before: T | undefined, after: T | undefined) {
    const oldKey = before && this.keyOf(before);
    const newKey = after && this.keyOf(after);
    if (before && oldKey !== undefined && oldKey !== newKey) {
      const objects = this.#byKey.get(oldKey);
      objects?.delete(before.uid);
      if (objects?.size === 0) {
        this.#byKey.delete(oldKey);
      }
    }
    if (after && newKey !== undefined) {
      const objects = this.#byKey.get(newKey) ?? new Map<string, T>();
      this.#byKey.set(newKey, objects.set(after.uid, after));
    }
  }
}
