import { Observed } from '@aikit-backstage/plugin-aikit-node';

/** Longer texts are seldom the same on two objects. */
const MAX_SHARED = 256;
/** So many texts and parts are remembered at least, and twice as many at most. */
const REMEMBERED = 4_096;

type Parts = Record<string, unknown>;

/** Values by their text. What has not been asked for lately is forgotten. */
class Pool<T> {
  #recent = new Map<string, T>();
  #older = new Map<string, T>();

  /** The value of this text that is known already, or else this one. */
  share(text: string, value: T): T {
    const recent = this.#recent.get(text);
    if (recent !== undefined) {
      return recent;
    }
    const known = this.#older.get(text) ?? value;
    if (this.#recent.size >= REMEMBERED) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(text, known);
    return known;
  }
}

const texts = new Pool<string>();
const leaves = new Pool<object>();

/**
 * A new object, made of what other objects have too: images, nodes, times and
 * whole conditions are often the same on many. Objects of the mirror never
 * change, so they may share.
 *
 * @param value - plain data that nobody else holds; its parts are replaced
 */
export function shared<T>(value: T): T {
  if (typeof value === 'string' && value.length <= MAX_SHARED) {
    return texts.share(value, value) as T & string;
  }
  if (!isParts(value)) {
    return value;
  }
  let isLeaf = !Array.isArray(value);
  for (const key of Object.keys(value)) {
    const part = value[key];
    isLeaf &&= typeof part !== 'object';
    (value as Parts)[key] = shared(part);
  }
  const text = isLeaf ? JSON.stringify(value) : '';
  return text && text.length <= MAX_SHARED
    ? (leaves.share(text, value) as T & object)
    : value;
}

/**
 * The next version of an object, with the parts of the one before that say the
 * same; the object before itself when nothing differs but its resource version.
 *
 * @param after - plain data that nobody else holds; its parts are replaced
 */
export function renewed<T extends Observed>(before: T, after: T): T {
  const { resourceVersion } = after;
  const kept = reuse(
    before,
    Object.assign(after, { resourceVersion: before.resourceVersion }),
  );
  return kept === before ? before : Object.assign(after, { resourceVersion });
}

/** No part may be undefined: what says the same is told by number and value. */
function reuse<T>(before: unknown, after: T): T {
  if (!isParts(before) || !isParts(after)) {
    return shared(after);
  }
  const keys = Object.keys(after);
  let differs =
    Object.keys(before).length !== keys.length ||
    Array.isArray(before) !== Array.isArray(after);
  for (const key of keys) {
    if (after[key] !== before[key]) {
      const part = reuse(before[key], after[key]);
      (after as Parts)[key] = part;
      differs ||= part !== before[key];
    }
  }
  if (!differs) {
    return before as T & Parts;
  }
  for (const key of keys) {
    if (after[key] === before[key]) {
      // The same text, but not yet the same memory.
      (after as Parts)[key] = before[key];
    }
  }
  return after;
}

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null;
}
