import { setTimeout as sleep } from 'node:timers/promises';
import { Watch, WatchEvent } from '@aikit-backstage/test-target';

const INTERVAL_MS = 25;
const TIMEOUT_MS = 20_000;

/**
 * Looks again and again until looking does not throw, and answers what it
 * answered then. `expect` belongs into it.
 *
 * @throws what it threw last, when the time is over
 */
export async function eventually<T>(
  look: () => Promise<T>,
  timeoutMs = TIMEOUT_MS,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
    await sleep(INTERVAL_MS);
  }
}

/** Looks for a while whether something stays as it is. */
export async function always(
  look: () => Promise<void>,
  forMs = 1000,
): Promise<void> {
  const end = Date.now() + forMs;
  while (Date.now() < end) {
    await look();
    await sleep(4 * INTERVAL_MS);
  }
}

/**
 * The next events of a watch, which stays open.
 *
 * @throws Error with those that came, when they do not come in time or the
 *   watch ends
 */
export async function take(
  watch: Watch,
  count: number,
  timeoutMs = TIMEOUT_MS,
): Promise<WatchEvent[]> {
  const events: WatchEvent[] = [];
  const iterator = watch[Symbol.asyncIterator]();
  const late = new AbortController();
  const timeout = sleep(timeoutMs, 'late' as const, { signal: late.signal });
  timeout.catch(() => {});
  try {
    while (events.length < count) {
      const next = await Promise.race([iterator.next(), timeout]);
      if (next === 'late' || next.done) {
        const why = next === 'late' ? 'no more came' : 'the watch ended';
        throw new Error(
          `${count} events expected, ${why}: ${JSON.stringify(events)}`,
        );
      }
      events.push(next.value);
    }
    return events;
  } finally {
    late.abort();
  }
}

/** All events until the server ends the watch. */
export async function rest(watch: Watch): Promise<WatchEvent[]> {
  const events: WatchEvent[] = [];
  for await (const event of watch) {
    events.push(event);
  }
  return events;
}
