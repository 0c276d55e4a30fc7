/**
 * What {@link coalesce} gives.
 *
 * @public
 */
export interface Coalesced {
  /** Asks for a run soon; it comes however many ask in the meantime. */
  request(): void;
  /** Runs without a delay, which also answers what was asked for so far. */
  now(): Promise<void>;
  /** Forgets what was asked for; a run under way goes on to its end. */
  cancel(): void;
}

/**
 * Runs a function soon after it is asked for, once for all requests of that
 * time, and never twice at once: a request during a run makes one more run.
 *
 * A stream of requests does not put the run off, as a debounce would.
 *
 * @param run - must not throw or reject
 * @param delayMs - from the first request to the run
 * @public
 */
export function coalesce(
  run: () => void | Promise<void>,
  delayMs: number,
): Coalesced {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const cancel = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const now = async () => {
    cancel();
    while (running) {
      await running;
    }
    const ended = run();
    if (ended) {
      running = ended;
      await ended;
      running = undefined;
    }
  };
  return {
    now,
    cancel,
    request() {
      timer ??= setTimeout(now, delayMs).unref();
    },
  };
}
