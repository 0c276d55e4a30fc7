const QUANTITY =
  /^([+-]?(?:\d+\.?\d*|\.\d+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

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
 * unit; undefined when it is none.
 *
 * @public
 */
export function parseQuantity(quantity: string | number): number | undefined {
  const match = QUANTITY.exec(String(quantity));
  if (!match) {
    return undefined;
  }
  const [, digits, suffix] = match;
  if (suffix && Object.hasOwn(SUFFIXES, suffix)) {
    return Number(digits) * SUFFIXES[suffix];
  }
  return Number(digits + (suffix ?? ''));
}
