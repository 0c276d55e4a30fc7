/** What {@link settle} was called for, and all maps and lists in it. */
const SETTLED = new WeakSet<object>();

/**
 * Freezes constant data at every depth, and remembers that it did: nobody can
 * change it any more, so that results may contain parts of it, and what was
 * found out about a part holds for ever.
 *
 * @param value - without nulls
 */
export function settle<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !SETTLED.has(value)) {
    Object.values(value).forEach(settle);
    SETTLED.add(Object.freeze(value));
  }
  return value;
}

/** Whether a map or list is constant: {@link settle} was called for it. */
export function isSettled(value: object): boolean {
  return SETTLED.has(value);
}
