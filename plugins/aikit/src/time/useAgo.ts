import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEffect, useState } from 'react';
import { aikitTranslationRef } from '../translation';
import { ageOf } from './age';

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
