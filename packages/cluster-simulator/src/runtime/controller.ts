import { ApiError } from '../api/apiError';
import { Cancel, Clock } from '../api/clock';

/** A part of a cluster that works by itself, such as a controller. */
export interface Component {
  readonly name: string;
  start(): void;
  /** Ends its work; objects stay as they are. */
  stop(): void;
}

const FIRST_RETRY_MS = 20;
const LAST_RETRY_MS = 5000;

/** What a {@link Controller} does. */
export interface ControllerOptions {
  name: string;
  clock: Clock;
  /**
   * Brings one object to its desired state. It is called again after the
   * milliseconds that it returns, and with back-off when it throws an
   * `ApiError`.
   */
  reconcile: (key: string) => number | void;
}

/**
 * A work queue of keys. A key that is added several times before its turn is
 * reconciled once.
 */
export class Controller {
  readonly name: string;
  readonly #options: ControllerOptions;
  readonly #queue = new Set<string>();
  readonly #timers = new Map<string, { due: number; cancel: Cancel }>();
  readonly #failures = new Map<string, number>();
  #running = true;
  #scheduled = false;

  constructor(options: ControllerOptions) {
    this.name = options.name;
    this.#options = options;
  }

  add(key: string) {
    this.#queue.add(key);
    this.#schedule();
  }

  /** Adds a key later; the sooner of two times counts. */
  addAfter(key: string, ms: number) {
    const due = performance.now() + ms;
    const planned = this.#timers.get(key);
    if (planned && planned.due <= due) {
      return;
    }
    planned?.cancel();
    const cancel = this.#options.clock.setTimeout(() => {
      this.#timers.delete(key);
      this.add(key);
    }, ms);
    this.#timers.set(key, { due, cancel });
  }

  /** Keys are kept while it is stopped. */
  start() {
    this.#running = true;
    this.#schedule();
  }

  stop() {
    this.#running = false;
    for (const { cancel } of this.#timers.values()) {
      cancel();
    }
    // What was planned for later is done after the next start.
    for (const key of this.#timers.keys()) {
      this.#queue.add(key);
    }
    this.#timers.clear();
  }

  #schedule() {
    if (this.#running && !this.#scheduled && this.#queue.size > 0) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.#work();
      });
    }
  }

  /** Reconciles the keys of this moment; what is added meanwhile waits. */
  #work() {
    const keys = [...this.#queue];
    this.#queue.clear();
    for (const key of keys) {
      if (this.#running) {
        this.#reconcile(key);
      } else {
        this.#queue.add(key);
      }
    }
    this.#schedule();
  }

  #reconcile(key: string) {
    try {
      const again = this.#options.reconcile(key);
      this.#failures.delete(key);
      if (again !== undefined) {
        this.addAfter(key, again);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      const failures = this.#failures.get(key) ?? 0;
      this.#failures.set(key, failures + 1);
      this.addAfter(
        key,
        Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS),
      );
    }
  }
}
