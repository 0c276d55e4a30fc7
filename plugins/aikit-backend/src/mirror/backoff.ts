const BASE_MS = 500;
const CAP_MS = 30_000;

/**
 * Growing delays with full jitter: each is anywhere between nothing and a
 * bound that doubles, so that many clients of one cluster that came back do
 * not ask all at once.
 */
export class Backoff {
  #attempts = 0;

  /** @param random - a number from 0 up to 1 */
  constructor(private readonly random: () => number) {}

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    const bound = Math.min(CAP_MS, BASE_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    return this.random() * bound;
  }

  /** How often `next` was asked since the last success. */
  get attempts(): number {
    return this.#attempts;
  }

  reset() {
    this.#attempts = 0;
  }
}
