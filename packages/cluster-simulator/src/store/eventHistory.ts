import type { StoreEvent } from './objectStore';

/** The last events of one kind, oldest first, so that a watch can resume. */
export class EventHistory {
  #events: StoreEvent[] = [];
  #compacted = 0;

  /** @param limit - events that are kept at least; at most twice as many */
  constructor(private readonly limit: number) {}

  /** The revision until which events have been forgotten. */
  get compacted(): number {
    return this.#compacted;
  }

  add(event: StoreEvent) {
    this.#events.push(event);
    if (this.#events.length > 2 * this.limit) {
      this.compact(this.#events[this.limit - 1].revision);
    }
  }

  /** Events after a revision; undefined when some of them are forgotten. */
  since(revision: number): StoreEvent[] | undefined {
    if (revision < this.#compacted) {
      return undefined;
    }
    const start = this.#events.findIndex(event => event.revision > revision);
    return start < 0 ? [] : this.#events.slice(start);
  }

  compact(revision: number) {
    this.#compacted = Math.max(this.#compacted, revision);
    this.#events = this.#events.filter(event => event.revision > revision);
  }
}
