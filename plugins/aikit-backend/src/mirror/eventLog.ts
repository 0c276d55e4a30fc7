import { ObservedEvent } from '@aikit-backstage/plugin-aikit-node';
import { renewed, shared } from './sharing';

const PER_OBJECT = 20;
const UNCLAIMED_OBJECTS = 1000;
const NONE: readonly ObservedEvent[] = [];

/**
 * The latest events of each object, the last one first. They are dropped with
 * their object. Events may come before it: those of a bounded number of
 * unknown objects are kept.
 */
export class EventLog {
  readonly #events = new Map<string, ObservedEvent>();
  readonly #byObject = new Map<string, ObservedEvent[]>();
  /** Objects with events that are not known yet, the longest waiting first. */
  readonly #unclaimed = new Set<string>();

  /**
   * @param isKnown - whether there is an object of this uid
   * @param onChange - told of an event that came, went or changed
   */
  constructor(
    private readonly isKnown: (uid: string) => boolean,
    private readonly onChange: (event: ObservedEvent) => void,
  ) {}

  /**
   * The events about the object of this uid, the latest first; another list
   * once they have changed.
   */
  about(uid: string): readonly ObservedEvent[] {
    return this.#byObject.get(uid) ?? NONE;
  }

  /** What a LIST says: events that are not in it have gone. */
  replace(events: ObservedEvent[]) {
    const listed = new Set(events.map(({ uid }) => uid));
    for (const uid of [...this.#events.keys()]) {
      if (!listed.has(uid)) {
        this.remove(uid);
      }
    }
    for (const event of events) {
      this.upsert(event);
    }
  }

  upsert(event: ObservedEvent) {
    const before = this.#events.get(event.uid);
    const after = before ? renewed(before, event) : shared(event);
    if (after === before) {
      return;
    }
    if (before) {
      this.#forget(before);
    }
    this.#keep(after);
    this.onChange(after);
  }

  remove(uid: string) {
    const event = this.#events.get(uid);
    if (event) {
      this.#forget(event);
      this.onChange(event);
    }
  }

  /** The object has appeared. */
  claim(uid: string) {
    this.#unclaimed.delete(uid);
  }

  /** The object has gone. */
  drop(uid: string) {
    for (const event of this.about(uid)) {
      this.#events.delete(event.uid);
    }
    this.#byObject.delete(uid);
    this.#unclaimed.delete(uid);
  }

  #keep(event: ObservedEvent) {
    const { uid } = event.regarding;
    // Times are in whole seconds: of one second the last to come is latest.
    const events = [event].concat(this.about(uid)).sort(latestFirst);
    this.#events.set(event.uid, event);
    for (const old of events.splice(PER_OBJECT)) {
      this.#events.delete(old.uid);
    }
    this.#byObject.set(uid, events);
    if (!this.isKnown(uid)) {
      this.#unclaimed.add(uid);
    }
    if (this.#unclaimed.size > UNCLAIMED_OBJECTS) {
      const [longest] = this.#unclaimed;
      this.drop(longest);
    }
  }

  #forget({ uid, regarding }: ObservedEvent) {
    this.#events.delete(uid);
    const rest = this.about(regarding.uid).filter(event => event.uid !== uid);
    if (rest.length > 0) {
      this.#byObject.set(regarding.uid, rest);
    } else {
      this.drop(regarding.uid);
    }
  }
}

function latestFirst(a: ObservedEvent, b: ObservedEvent): number {
  return Date.parse(b.lastSeen) - Date.parse(a.lastSeen);
}
