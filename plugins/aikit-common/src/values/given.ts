/** Most nodes and characters of a value that is repeated in an issue. */
const LIMIT = 200;

/** How many nodes a value has, as far as it matters; Infinity for no JSON. */
function size(value: unknown, budget: number): number {
  if (value === null || ['boolean', 'number'].includes(typeof value)) {
    return 1;
  }
  if (typeof value === 'string') {
    return value.length > LIMIT ? Infinity : 1;
  }
  const json =
    Array.isArray(value) ||
    Object.prototype.toString.call(value) === '[object Object]';
  if (!json) {
    return Infinity;
  }
  let total = 1;
  for (const child of Object.values(value as object)) {
    if (total > budget) {
      return Infinity;
    }
    total += size(child, budget - total);
  }
  return total;
}

/**
 * A value for the `given` of an issue: as it is when it is JSON and small, or
 * else undefined, because the path says where to look.
 */
export function small(value: unknown): unknown {
  return value !== undefined && size(value, LIMIT) <= LIMIT ? value : undefined;
}
