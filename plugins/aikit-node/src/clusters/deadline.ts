/**
 * The end of one attempt: by the caller's signal, or by time.
 *
 * One controller for each attempt, with its listener taken off afterwards:
 * `AbortSignal.any` on a signal that lives as long as the process keeps what
 * it made reachable on Node 20.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #caller?: AbortSignal;
  readonly timeoutMs: number;
  readonly #onAbort: () => void;
  #timer?: NodeJS.Timeout;
  #outcome?: 'expired' | 'aborted';

  /**
   * @param timeoutMs - milliseconds until it expires
   * @param caller - the caller's own signal
   */
  constructor(timeoutMs: number, caller?: AbortSignal) {
    this.timeoutMs = timeoutMs;
    this.#caller = caller;
    this.#onAbort = () => {
      clearTimeout(this.#timer);
      this.#outcome = 'aborted';
      this.#controller.abort(caller?.reason);
    };
    if (caller?.aborted) {
      this.#onAbort();
    } else {
      caller?.addEventListener('abort', this.#onAbort, { once: true });
      this.extend();
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What ended the attempt early: time, or the caller. */
  get outcome(): 'expired' | 'aborted' | undefined {
    return this.#outcome;
  }

  /** Starts the time anew. */
  extend() {
    if (this.signal.aborted) {
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#outcome = 'expired';
      this.#controller.abort();
    }, this.timeoutMs);
  }

  /** Ends the attempt, if it is not over, and lets go of everything. */
  end() {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#onAbort);
    this.#controller.abort();
  }
}
