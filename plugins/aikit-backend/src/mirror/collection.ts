import { isDeepStrictEqual } from 'node:util';
import { Observed } from '@aikit-backstage/plugin-aikit-node';

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
    if (!before || !sameContent(before, object)) {
      this.#objects.set(object.uid, object);
      this.onChange(before, object);
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

/** Whether two versions of an object differ in nothing that is kept. */
export function sameContent<T extends Observed>(a: T, b: T): boolean {
  return isDeepStrictEqual({ ...a, resourceVersion: b.resourceVersion }, b);
}
