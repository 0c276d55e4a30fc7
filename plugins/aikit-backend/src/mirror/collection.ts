import { Observed } from '@aikit-backstage/plugin-aikit-node';
import { renewed, shared } from './sharing';

/** Told of an object that appeared (`after`), went (`before`) or changed. */
export type OnChange<T> = (before: T | undefined, after: T | undefined) => void;

/**
 * The objects of one kind in one cluster, by uid. An object that has changed
 * in nothing that is kept, such as a node at its heartbeat, is no change.
 */
export class Collection<T extends Observed> {
  readonly #objects = new Map<string, T>();

  constructor(private readonly onChange: OnChange<T>) {}

  get(uid: string): T | undefined {
    return this.#objects.get(uid);
  }

  values(): IterableIterator<T> {
    return this.#objects.values();
  }

  /** What a LIST says: objects that are not in it have gone. */
  replace(objects: T[]) {
    const listed = new Set(objects.map(({ uid }) => uid));
    for (const uid of [...this.#objects.keys()]) {
      if (!listed.has(uid)) {
        this.remove(uid);
      }
    }
    for (const object of objects) {
      this.upsert(object);
    }
  }

  upsert(object: T) {
    const before = this.#objects.get(object.uid);
    const after = before ? renewed(before, object) : shared(object);
    if (after !== before) {
      this.#objects.set(after.uid, after);
      this.onChange(before, after);
    }
  }

  remove(uid: string) {
    const before = this.#objects.get(uid);
    if (before) {
      this.#objects.delete(uid);
      this.onChange(before, undefined);
    }
  }
}

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
