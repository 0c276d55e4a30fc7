import { ApiError } from '../api/apiError';
import { apiVersionOf } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { Cancel } from '../runtime/clock';
import { StoreEvent } from '../store/objectStore';
import { Call, ServerParts } from './call';
import { ListOptions, listOptions } from './listOptions';
import { checkRevision } from './queryOptions';
import { asVersion, watchLine } from './representation';

/** Events that may wait for a slow reader before it is cut off. */
const MAX_WAITING = 10_000;
/** Watches without a timeout end after half an hour to an hour. */
const MIN_TIMEOUT_SECONDS = 1800;
/** The last bookmark of a watch comes so long before its end. */
const LAST_BOOKMARK_MS = 2000;

/** The last event that was written, for the next watch that needs it. */
let lastWritten: { event: StoreEvent; key: string; line: string } | undefined;

/** An object that leaves a watch: as it was, with the version of the event. */
function departed({ previous, object, revision }: StoreEvent): KubeObject {
  const last = previous ?? object;
  const metadata = { ...last.metadata, resourceVersion: String(revision) };
  return { ...last, metadata };
}

/** One watch: all that it sends, from its start to its end. */
class Watch {
  readonly #waiting: StoreEvent[] = [];
  #initial?: Iterator<string>;
  #blocked = false;
  #ended = false;
  #cancelBookmark?: Cancel;
  #cancelTimeout?: Cancel;
  #unsubscribe?: () => void;
  readonly #deadline: number;

  constructor(
    private readonly parts: ServerParts,
    private readonly call: Call,
    private readonly options: ListOptions,
  ) {
    const seconds =
      options.timeoutSeconds || MIN_TIMEOUT_SECONDS * (1 + Math.random());
    this.#deadline = performance.now() + seconds * 1000;
  }

  start() {
    const { answer, type } = this.call;
    const { store, clock } = this.parts.api;
    const { revision, initialEvents } = this.options;
    answer.begin(200);
    answer.onClose(() => this.#stop());
    answer.onDrain(() => {
      this.#blocked = false;
      this.#pump();
    });
    try {
      this.#initial = initialEvents
        ? this.#objects(revision)
        : this.#events(revision);
    } catch (error) {
      this.fail(error as ApiError);
      return;
    }
    this.#unsubscribe = store.subscribe(type, event => this.#add(event));
    this.#cancelTimeout = clock.setTimeout(
      () => this.#end(),
      this.#deadline - performance.now(),
    );
    if (this.options.bookmarks) {
      this.#scheduleBookmark();
    }
    this.#pump();
  }

  /** Ends it with an error, as a watch says it. */
  fail(error: ApiError) {
    this.call.answer.write(watchLine('ERROR', error.toStatus()));
    this.#end();
  }

  #stop() {
    this.#ended = true;
    this.#unsubscribe?.();
    this.#cancelTimeout?.();
    this.#cancelBookmark?.();
    this.#waiting.length = 0;
    this.#initial = undefined;
  }

  #end() {
    this.#stop();
    this.call.answer.end();
  }

  /** All objects first, and word that these are all. @throws ApiError 504 */
  #objects(from: number): Iterator<string> {
    const { type, path } = this.call;
    const { matches, bookmarks } = this.options;
    checkRevision(from, this.parts.api.store.revision);
    const objects = this.parts.lists.sorted(type, path.namespace);
    const end = this.#bookmark({ 'k8s.io/initial-events-end': 'true' });
    return (function* lines() {
      for (const object of objects) {
        if (matches(object)) {
          yield watchLine('ADDED', asVersion(type, object));
        }
      }
      if (bookmarks) {
        yield end;
      }
    })();
  }

  /** What has happened since a version, of which 0 is any. @throws ApiError 410 */
  #events(from: number): Iterator<string> {
    const { store } = this.parts.api;
    const history = store.history(this.call.type);
    const past = history.since(from || store.revision);
    if (!past) {
      throw new ApiError(
        410,
        'Expired',
        `too old resource version: ${from} (${history.compacted})`,
      );
    }
    return past
      .map(event => this.#line(event))
      .filter(line => line !== undefined)
      .values();
  }

  #add(event: StoreEvent) {
    this.#waiting.push(event);
    if (this.#waiting.length > MAX_WAITING) {
      this.call.answer.destroy();
      this.#stop();
      return;
    }
    this.#pump();
  }

  /** Writes what there is, as long as the client reads. */
  #pump() {
    while (!this.#blocked && !this.#ended) {
      const line = this.#next();
      if (line === undefined) {
        return;
      }
      this.#blocked = line !== '' && !this.call.answer.write(line);
    }
  }

  /** The next line; empty for what this watch does not show. */
  #next(): string | undefined {
    const initial = this.#initial?.next();
    if (initial && !initial.done) {
      return initial.value;
    }
    this.#initial = undefined;
    const event = this.#waiting.shift();
    return event && (this.#line(event) ?? '');
  }

  /** An event as those see it who see only what the selectors select. */
  #line(event: StoreEvent): string | undefined {
    const { matches } = this.options;
    const is = event.type !== 'DELETED' && matches(event.object);
    const was = event.previous !== undefined && matches(event.previous);
    if (!is && !was) {
      return undefined;
    }
    const present = was ? 'MODIFIED' : 'ADDED';
    return this.#written(event, is ? present : 'DELETED');
  }

  /** Others that watch the same are mostly told right before or after. */
  #written(event: StoreEvent, kind: 'ADDED' | 'MODIFIED' | 'DELETED'): string {
    const { type } = this.call;
    const key = `${kind} ${apiVersionOf(type)}`;
    if (lastWritten?.event === event && lastWritten.key === key) {
      return lastWritten.line;
    }
    const object = kind === 'DELETED' ? departed(event) : event.object;
    const line = watchLine(kind, asVersion(type, object));
    lastWritten = { event, key, line };
    return line;
  }

  #bookmark(annotations?: Record<string, string>): string {
    const { type } = this.call;
    const resourceVersion = String(this.parts.api.store.revision);
    return watchLine('BOOKMARK', {
      kind: type.kind,
      apiVersion: apiVersionOf(type),
      metadata: { resourceVersion, ...(annotations && { annotations }) },
    });
  }

  #scheduleBookmark() {
    const beforeEnd = this.#deadline - LAST_BOOKMARK_MS - performance.now();
    if (beforeEnd < 0) {
      return;
    }
    this.#cancelBookmark = this.parts.api.clock.setTimeout(() => {
      // A bookmark must not overtake the events before it.
      if (!this.#initial && this.#waiting.length === 0) {
        this.#blocked = !this.call.answer.write(this.#bookmark());
      }
      this.#scheduleBookmark();
    }, Math.min(this.parts.bookmarkIntervalMs, beforeEnd));
  }
}

/** Answers a watch. @throws ApiError 400 or 422 */
export function watch(parts: ServerParts, call: Call) {
  const started = new Watch(parts, call, listOptions(call));
  started.start();
  call.opened(error => started.fail(error));
}
