/**
 * Longest text that is read as a quantity. Kubernetes has no such bound, but
 * its amounts fit into 64 bits and nine decimals, which is half of this.
 */
export const MAX_QUANTITY_LENGTH = 64;

// No text can be split in two ways: that would take time without bound.
const QUANTITY =
  /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

const SUFFIXES: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Value of a Kubernetes quantity such as `500m`, `1.5Gi` or `4`, in the base
 * unit; undefined when it is none, or has more than
 * {@link MAX_QUANTITY_LENGTH} characters.
 *
 * @public
 */
export function parseQuantity(quantity: string | number): number | undefined {
  const text = String(quantity);
  const match = text.length <= MAX_QUANTITY_LENGTH && QUANTITY.exec(text);
  if (!match) {
    return undefined;
  }
  const [, digits, suffix] = match;
  if (suffix && Object.hasOwn(SUFFIXES, suffix)) {
    return Number(digits) * SUFFIXES[suffix];
  }
  return Number(digits + (suffix ?? ''));
}
