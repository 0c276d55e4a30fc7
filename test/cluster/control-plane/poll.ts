import { setTimeout as sleep } from 'node:timers/promises';

const INTERVAL_MS = 50;

/** How long to poll for, and what to say when that was not enough. */
export interface PollOptions {
  /** What is waited for, completing "timed out waiting for …". */
  what: string;
  timeoutMs: number;
}

/**
 * Asks again and again until the answer is not `undefined`, and returns it.
 *
 * A check that throws counts as "not yet"; what it threw last is the cause of
 * the error on time-out.
 *
 * @throws Error when the time is over.
 */
export async function poll<T>(
  check: () => Promise<T | undefined>,
  { what, timeoutMs }: PollOptions,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  let cause: unknown;
  do {
    try {
      const answer = await check();
      if (answer !== undefined) {
        return answer;
      }
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(INTERVAL_MS);
  } while (Date.now() < end);
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  throw new Error(
    `Timed out after ${timeoutMs} ms waiting for ${what}${reason}`,
    { cause },
  );
}
