/** Takes back what was asked for. */
export type Cancel = () => void;

/** The time in a cluster. */
export interface Clock {
  now(): Date;
  setTimeout(callback: () => void, ms: number): Cancel;
}

/** Longer timers fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** The machine's time, which can be made to jump as a badly set clock does. */
export class JumpingClock implements Clock {
  #offset = 0;

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  /** Timers run on: they do not depend on the time of day. */
  setTimeout(callback: () => void, ms: number): Cancel {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_MS));
    return () => clearTimeout(timer);
  }

  /** @param ms - forward, or back when negative */
  jump(ms: number) {
    this.#offset += ms;
  }
}

/** As Kubernetes writes a time: whole seconds, ISO 8601. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
