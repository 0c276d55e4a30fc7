import fc from 'fast-check';

/** Something that holds for all values of some kind. */
export interface Property {
  name: string;
  runs: number;
  /**
   * @param seed - the same seed, the same values
   * @throws with the smallest value found for which it does not hold
   */
  check(seed: number): void;
}

/** A property that holds when nothing is thrown. */
export function property<T>(
  name: string,
  runs: number,
  values: fc.Arbitrary<T>,
  holds: (value: T) => void,
): Property {
  return {
    name,
    runs,
    check: seed =>
      fc.assert(fc.property(values, holds), { seed, numRuns: runs }),
  };
}

/** The same value, of which no part can be changed. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
