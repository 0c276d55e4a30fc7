/**
 * A moment, by both clocks.
 *
 * @public
 */
export interface Instant {
  /** Milliseconds since some start; never jumps. For durations. */
  elapsed: number;
  /** Milliseconds since the epoch. To be shown. */
  time: number;
}

/**
 * Time, to be replaced in tests.
 *
 * @public
 */
export interface Clock {
  now(): Instant;
  /** Returns a function that cancels. */
  setTimeout(callback: () => void, ms: number): () => void;
}

/**
 * The time of this machine.
 *
 * @public
 */
export const systemClock: Clock = {
  now: () => ({ elapsed: performance.now(), time: Date.now() }),
  setTimeout: (callback, ms) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Waits; ends early, and without an error, when the signal aborts.
 *
 * @public
 */
export async function pause(
  clock: Clock,
  ms: number,
  signal?: AbortSignal,
): Promise<void> {
  if (signal?.aborted) {
    return;
  }
  await new Promise<void>(resolve => {
    let cancel = () => {};
    const finish = () => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    cancel = clock.setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
  });
}
