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

/** What {@link canonicalQuantity} rewrites: amounts without an exponent. */
const PLAIN_QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?([numkMGTPE]?|[KMGTPE]i)$/;
/** Powers of 1000, from a billionth up. */
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
/** Powers of 1024, from one up. */
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const [THOUSAND, KIBI, ONE] = [BigInt(1000), BigInt(1024), BigInt(1e9)];

function divideRoundingUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - BigInt(1)) / divisor;
}

/** The amount with the largest suffix that leaves it whole. */
function withLargestSuffix(amount: bigint, base: bigint, suffixes: string[]) {
  let rest = amount;
  let index = 0;
  while (index < suffixes.length - 1 && rest % base === BigInt(0)) {
    rest /= base;
    index++;
  }
  return `${rest}${suffixes[index]}`;
}

/**
 * A resource quantity as the API server writes it: `2000m` is `2`, `1.5Gi` is
 * `1536Mi`, `4000` is `4k`. What is no quantity, or has an exponent, is
 * returned as it is.
 *
 * The API server does this to its own kinds. In a custom resource a quantity
 * stays as it was submitted, until the resource's controller writes it back in
 * this form; then the same manifest, applied again, would be a change.
 *
 * Source of the rule: "canonical form" in the documentation of `Quantity` in
 * k8s.io/apimachinery.
 *
 * @public
 */
export function canonicalQuantity(quantity: string | number): string {
  const text = String(quantity);
  const match = text.length <= MAX_QUANTITY_LENGTH && PLAIN_QUANTITY.exec(text);
  if (!match || !(match[2] || match[3])) {
    return text;
  }
  const [, sign, whole, fraction = '', suffix] = match;
  const binary = suffix !== '' && BINARY.includes(suffix);
  const unit = binary
    ? KIBI ** BigInt(BINARY.indexOf(suffix)) * ONE
    : THOUSAND ** BigInt(DECIMAL.indexOf(suffix));
  const nano = divideRoundingUp(
    BigInt(whole + fraction) * unit,
    BigInt(10) ** BigInt(fraction.length),
  );
  if (nano === BigInt(0)) {
    return '0';
  }
  const minus = sign === '-' ? '-' : '';
  if (binary && nano >= KIBI * ONE) {
    const bytes = divideRoundingUp(nano, ONE);
    return minus + withLargestSuffix(bytes, KIBI, BINARY);
  }
  return minus + withLargestSuffix(nano, THOUSAND, DECIMAL);
}
