import { canonicalQuantity } from '../quantities/quantity';
import { isMap, ValuesMap } from '../values/merge';

/** Keys with a quantity, and with a map of quantities. */
const QUANTITY = ['divisor', 'sizeLimit'];
const QUANTITIES = ['limits', 'requests'];

/** Keys below which others choose the keys: labels, settings of a driver. */
const FREE = ['metadata', 'csi'];

function mapped(
  map: ValuesMap,
  change: (value: unknown, key: string) => unknown,
): ValuesMap {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, change(value, key)]),
  );
}

function canonicalValue(value: unknown, key: string): unknown {
  if (FREE.includes(key)) {
    return value;
  }
  if (QUANTITIES.includes(key) && isMap(value)) {
    return mapped(value, quantity => canonicalQuantity(quantity as string));
  }
  return QUANTITY.includes(key)
    ? canonicalQuantity(value as string)
    : canonical(value);
}

/**
 * Resources, variables, volumes or claims with their quantities in canonical
 * form (C15), so that the same values, submitted again, change nothing.
 */
export function canonical<Part>(part: Part): Part;
export function canonical(part: unknown): unknown {
  if (Array.isArray(part)) {
    return part.map(item => canonical(item));
  }
  return isMap(part) ? mapped(part, canonicalValue) : part;
}
