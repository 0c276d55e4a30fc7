import fc from 'fast-check';
import { printable } from './characters';

/** A record of which each key may be missing. */
export function some<T extends object>(model: {
  [K in keyof T]: fc.Arbitrary<T[K]>;
}): fc.Arbitrary<Partial<T>> {
  return fc.record<T>(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

/** A list of one to three. */
export function few<T>(entry: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(entry, { minLength: 1, maxLength: 3 });
}

/** A list of one to three, no two of which have the same key. */
export function fewWithOwn<T>(
  entry: fc.Arbitrary<T>,
  key: (entry: T) => unknown,
): fc.Arbitrary<T[]> {
  return fc.uniqueArray(entry, { minLength: 1, maxLength: 3, selector: key });
}

export const text = fc.oneof(
  fc.constantFrom(
    '',
    'yes',
    '1.0',
    '$(POD_NAME)',
    'a\nb',
    '- x: y',
    '__proto__',
  ),
  fc.string({ maxLength: 12 }),
  printable(6),
);

export const dnsLabel = fc.stringMatching(/^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$/);

export const objectName = fc.stringMatching(
  /^[a-z0-9]{1,4}(-[a-z0-9]{1,4})?(\.[a-z0-9]{1,4})?$/,
);

/** Names of own properties of every object are names, too. */
export const labelKey = fc.oneof(
  fc.constantFrom('constructor', 'toString', 'valueOf', 'team'),
  fc.stringMatching(/^[a-z]{1,6}\.example\.com\/[A-Za-z]{1,6}$/),
);

export const labelValue = fc.stringMatching(
  /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,8}[A-Za-z0-9])?)?$/,
);

export const labels = fc.dictionary(labelKey, labelValue, { maxKeys: 3 });

export const annotations = fc.dictionary(labelKey, text, { maxKeys: 3 });

/** An amount in every way that Kubernetes reads. */
export const quantity = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 1, max: 9999 }),
      fc.constantFrom('', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'E2'),
    )
    .map(([number, suffix]) => `${number}${suffix}`),
  fc.constantFrom('1.5Gi', '.5', '0.25', '1e3'),
  fc.integer({ min: 1, max: 1000 }),
);

export const count = fc.integer({ min: 1, max: 1000 });

export const portNumber = fc.integer({ min: 1, max: 65_535 });

export const command = few(text);
