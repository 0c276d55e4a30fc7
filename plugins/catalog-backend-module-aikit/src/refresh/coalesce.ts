/**
 * Runs a function soon after it is asked for, once for all requests of that
 * time, and never twice at once: a request during a run makes one more run.
 *
 * A stream of requests does not put the run off, as a debounce would.
 *
 * @param run - must not reject
 * @param delayMs - from the first request to the run
 */
export function coalesce(
  run: () => Promise<void>,
  delayMs: number,
): { request(): void; now(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    running = running.then(run);
    return running;
  };
  return {
    now,
    request() {
      timer ??= setTimeout(now, delayMs);
    },
  };
}
