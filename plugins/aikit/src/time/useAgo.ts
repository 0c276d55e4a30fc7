import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEffect, useState } from 'react';
import { aikitTranslationRef } from '../translation';

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

/** Seconds are shown below a minute; above, nothing changes within 10 s. */
const TICK_MS = { young: 1000, old: 10_000 };
const MINUTE_MS = 60_000;

/**
 * Words such as `4 s ago` that keep themselves up to date; undefined for a
 * moment that is not known.
 *
 * @param then - epoch milliseconds, or ISO 8601
 */
export function useAgo(then: number | string | undefined): string | undefined {
  const { t } = useTranslationRef(aikitTranslationRef);
  const [, setTicks] = useState(0);
  const now = Date.now();
  const young =
    then !== undefined && now - new Date(then).getTime() < MINUTE_MS;

  useEffect(() => {
    const timer = setInterval(
      () => setTicks(ticks => ticks + 1),
      young ? TICK_MS.young : TICK_MS.old,
    );
    return () => clearInterval(timer);
  }, [young]);

  if (then === undefined) {
    return undefined;
  }
  const { unit, n } = ageOf(then, now);
  return t(`age.${unit}`, { n: String(n) });
}
