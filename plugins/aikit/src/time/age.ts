/** Units of an age, as keys of the messages that show it. */
export type AgeUnit = 'now' | 'seconds' | 'minutes' | 'hours' | 'days';

/** An age in the largest unit of which there is at least one. */
export type Age = { unit: AgeUnit; n: number };

const UNITS: ReadonlyArray<{ unit: AgeUnit; ms: number }> = [
  { unit: 'days', ms: 24 * 60 * 60 * 1000 },
  { unit: 'hours', ms: 60 * 60 * 1000 },
  { unit: 'minutes', ms: 60 * 1000 },
  { unit: 'seconds', ms: 1000 },
];

/**
 * How long ago something was, rounded down. A moment in the future counts as
 * now: the clocks of browser and cluster differ.
 *
 * @param then - epoch milliseconds, or ISO 8601
 * @param now - epoch milliseconds
 */
export function ageOf(then: number | string, now: number): Age {
  const ms = now - new Date(then).getTime();
  const found = UNITS.find(unit => ms >= unit.ms);
  return found
    ? { unit: found.unit, n: Math.floor(ms / found.ms) }
    : { unit: 'now', n: 0 };
}
