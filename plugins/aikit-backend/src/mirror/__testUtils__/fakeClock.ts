import { Clock } from '../clock';

/** Lets everything run that waits for nothing but a turn of the loop. */
export async function settle() {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  #elapsed = 0;
  #timers: { at: number; callback: () => void }[] = [];

  now() {
    return {
      elapsed: this.#elapsed,
      time: Date.UTC(2026, 0, 1) + this.#elapsed,
    };
  }

  setTimeout(callback: () => void, ms: number) {
    const timer = { at: this.#elapsed + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  }

  /** Timers fire in order, each with time for what it starts. */
  async advance(ms: number) {
    const end = this.#elapsed + ms;
    await settle();
    for (;;) {
      const [next] = this.#timers
        .filter(({ at }) => at <= end)
        .sort((a, b) => a.at - b.at);
      if (!next) {
        break;
      }
      this.#timers = this.#timers.filter(other => other !== next);
      this.#elapsed = next.at;
      next.callback();
      await settle();
    }
    this.#elapsed = end;
  }

  /** Fails when somebody still waits: what was stopped must not. */
  assertIdle() {
    if (this.#timers.length > 0) {
      throw new Error(`${this.#timers.length} timers are left`);
    }
  }
}
