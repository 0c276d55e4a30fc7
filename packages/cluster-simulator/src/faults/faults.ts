import { concerns, Fault, FaultSubject } from './fault';

/** So many faults may be set at once. */
const MAX_FAULTS = 100;

/** A watch, or a log that is followed. */
export interface OpenStream {
  subject: FaultSubject;
  /** Does to it what a fault does. */
  hit: (fault: Fault) => void;
}

/** The faults of one server. */
export class Faults {
  #faults: { fault: Fault; left: number }[] = [];
  readonly #streams = new Set<OpenStream>();

  /** @param random - from 0 to below 1, for faults that are likely */
  constructor(private readonly random: () => number = Math.random) {}

  /**
   * Lets something go wrong from now on.
   *
   * @returns ends it
   * @throws RangeError when there are too many
   */
  add(fault: Fault): () => void {
    if (fault.hits === 'open') {
      this.#hitOpen(fault);
      return () => {};
    }
    if (this.#faults.length >= MAX_FAULTS) {
      throw new RangeError(`there are ${MAX_FAULTS} faults already`);
    }
    const entry = { fault, left: fault.times ?? Infinity };
    this.#faults.push(entry);
    return () => {
      this.#faults = this.#faults.filter(other => other !== entry);
    };
  }

  /** Ends all faults. */
  clear() {
    this.#faults = [];
  }

  /** The faults that hit a request, in the order in which they were added. */
  take(subject: FaultSubject): Fault[] {
    const hitting = this.#faults.filter(({ fault }) =>
      concerns(fault, subject, this.random),
    );
    for (const entry of hitting) {
      entry.left -= 1;
    }
    this.#faults = this.#faults.filter(({ left }) => left > 0);
    return hitting.map(({ fault }) => fault);
  }

  /** Tells of a stream that faults may hit. @returns when it is over */
  watchOver(stream: OpenStream): () => void {
    this.#streams.add(stream);
    return () => this.#streams.delete(stream);
  }

  #hitOpen(fault: Fault) {
    let left = fault.times ?? Infinity;
    for (const stream of [...this.#streams]) {
      if (left > 0 && concerns(fault, stream.subject, this.random)) {
        left -= 1;
        stream.hit(fault);
      }
    }
  }
}
