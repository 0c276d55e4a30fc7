import { Clock } from '../time/clock';

/** Lets everything run that waits for nothing but a turn of the loop. */
export async function settle() {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  readonly #hurries: boolean;
  #elapsed = 0;
  #timers: { at: number; callback: () => void }[] = [];

  /** @param options - one that `hurries` moves by itself to what is waited for */
  constructor(options: { hurries?: boolean } = {}) {
    this.#hurries = options.hurries ?? false;
  }

  now() {
    return {
      elapsed: this.#elapsed,
      time: Date.UTC(2026, 0, 1) + this.#elapsed,
    };
  }

  setTimeout(callback: () => void, ms: number) {
    const timer = { at: this.#elapsed + ms, callback };
    this.#timers.push(timer);
    if (this.#hurries) {
      setImmediate(() => this.#fire());
    }
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  }

  /** Timers fire in order, each with time for what it starts. */
  async advance(ms: number) {
    const end = this.#elapsed + ms;
    do {
      await settle();
    } while (this.#fire(end));
    this.#elapsed = end;
  }

  /** Fails when somebody still waits: what was stopped must not. */
  assertIdle() {
    if (this.#timers.length > 0) {
      throw new Error(`${this.#timers.length} timers are left`);
    }
  }

  /** Fires the next timer, if it is due by then. */
  #fire(end = Infinity): boolean {
    const [next] = this.#timers
      .filter(({ at }) => at <= end)
      .sort((a, b) => a.at - b.at);
    if (!next) {
      return false;
    }
    this.#timers = this.#timers.filter(other => other !== next);
    this.#elapsed = next.at;
    next.callback();
    return true;
  }
}
