import {
  Clock,
  ClusterAccess,
  ClusterError,
  Instant,
  KubernetesObject,
  KubernetesWatchEvent,
  pause,
  ResourceType,
} from '@aikit-backstage/plugin-aikit-node';
import { toError } from '@backstage/errors';
import { Backoff } from './backoff';

/** How long a watch must hold to count as open, when it has no event. */
const CONFIRM_MS = 1000;
/** How long a watch must hold for the next failure to count as the first. */
const STEADY_MS = 5000;
const MISSING_RETRY_MS = 30_000;
const PROBE_TIMEOUT_MS = 10_000;
/** Between these seconds the API server ends a watch, not all at once. */
const WATCH_SECONDS = { least: 240, most: 300 };

/** Where a reflector puts what it sees. */
export interface ReflectorSink<T> {
  replace(objects: T[]): void;
  upsert(object: T): void;
  remove(uid: string): void;
}

export interface ReflectorOptions<T> {
  access: ClusterAccess;
  cluster: string;
  resource: ResourceType;
  /** Whether a cluster may do without this kind of object. */
  optional?: boolean;
  /** What is kept of an object; undefined to keep nothing of it. */
  project: (object: KubernetesObject) => T | undefined;
  sink: ReflectorSink<T>;
  clock: Clock;
  random: () => number;
  /** Called when anything of the reflector's state has changed. */
  onState: () => void;
}

/**
 * Keeps a sink equal to one resource of one cluster: LIST, then WATCH from
 * where the list ended; from the last version again when a watch ends; LIST
 * again when that version is too old. It goes on for ever, with growing
 * delays when something fails, until it is told to stop.
 */
export class Reflector<T> {
  readonly resource: ResourceType;
  readonly #options: ReflectorOptions<T>;
  readonly #backoff: Backoff;
  #version?: string;
  #synced = false;
  #missing = false;
  #failure?: { since: number; message: string };
  #lastContact?: Instant;
  #watch?: AbortController;

  constructor(options: ReflectorOptions<T>) {
    this.resource = options.resource;
    this.#options = options;
    this.#backoff = new Backoff(options.random);
  }

  /** Whether the sink has had everything once. */
  get synced(): boolean {
    return this.#synced;
  }

  /** Whether the API server does not serve this kind of object. */
  get missing(): boolean {
    return this.#missing;
  }

  /** Why nothing comes, and since when by the clock's `elapsed`. */
  get failure(): { since: number; message: string } | undefined {
    return this.#failure;
  }

  /** When the API server was last heard of. */
  get lastContact(): Instant | undefined {
    return this.#lastContact;
  }

  get watching(): boolean {
    return this.#watch !== undefined;
  }

  /** Gives the open watch up, if there is one: its cluster does not answer. */
  interrupt(reason: ClusterError) {
    this.#watch?.abort(reason);
  }

  /** Runs until the signal aborts. Does not throw. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let delay: number;
      try {
        delay = await this.#cycle(signal);
      } catch (error) {
        delay = signal.aborted ? 0 : this.#delayAfter(error);
      }
      if (delay > 0) {
        await pause(this.#options.clock, delay, signal);
      }
    }
  }

  /** @returns milliseconds to wait before the next one */
  async #cycle(signal: AbortSignal): Promise<number> {
    if (this.#version === undefined) {
      this.#version = await this.#list(signal);
    } else if (this.#failure) {
      await this.#probe(signal);
    }
    return this.#watchFrom(this.#version, signal);
  }

  async #list(signal: AbortSignal): Promise<string> {
    const { access, cluster, resource, project, sink } = this.#options;
    const objects: T[] = [];
    let version = '';
    for await (const page of access.list(cluster, resource, { signal })) {
      this.#contact();
      version = page.metadata.resourceVersion;
      for (const item of page.items) {
        const object = project(item);
        if (object !== undefined) {
          objects.push(object);
        }
      }
    }
    signal.throwIfAborted();
    sink.replace(objects);
    this.#update({ synced: true, missing: false, failure: undefined });
    return version;
  }

  /**
   * Asks for one object, to know whether the cluster answers again: the head
   * of a watch's answer may come as late as its first event.
   */
  async #probe(signal: AbortSignal) {
    const { access, cluster, resource } = this.#options;
    const options = { signal, limit: 1, timeoutMs: PROBE_TIMEOUT_MS };
    for await (const page of access.list(cluster, resource, options)) {
      if (page) {
        this.#contact();
        break;
      }
    }
  }

  async #watchFrom(version: string, signal: AbortSignal): Promise<number> {
    const { access, clock, cluster, random, resource } = this.#options;
    const opened = clock.now().elapsed;
    let eventful = false;
    const watch = new AbortController();
    const stop = () => watch.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    const cancel = clock.setTimeout(() => this.#recovered(), CONFIRM_MS);
    this.#watch = watch;
    const { least, most } = WATCH_SECONDS;
    try {
      for await (const event of access.watch(cluster, resource, {
        resourceVersion: version,
        signal: watch.signal,
        timeoutSeconds: Math.round(least + random() * (most - least)),
      })) {
        if (signal.aborted) {
          return 0;
        }
        eventful = true;
        this.#backoff.reset();
        this.#contact();
        this.#recovered();
        this.#take(event);
      }
    } finally {
      cancel();
      signal.removeEventListener('abort', stop);
      this.#watch = undefined;
      if (clock.now().elapsed - opened >= STEADY_MS) {
        this.#backoff.reset();
      }
    }
    // A server that ends every watch at once must not be asked in a loop.
    return eventful || clock.now().elapsed - opened >= CONFIRM_MS
      ? 0
      : this.#backoff.next();
  }

  #take(event: KubernetesWatchEvent) {
    const { project, sink } = this.#options;
    if (event.type === 'BOOKMARK') {
      this.#version = event.resourceVersion || this.#version;
      return;
    }
    const { metadata } = event.object;
    const object = event.type === 'DELETED' ? undefined : project(event.object);
    if (object !== undefined) {
      sink.upsert(object);
    } else if (metadata.uid) {
      sink.remove(metadata.uid);
    }
    this.#version = metadata.resourceVersion ?? this.#version;
  }

  /** Notes what failed, and says how many milliseconds to wait. */
  #delayAfter(error: unknown): number {
    const { clock, optional, sink } = this.#options;
    if (ClusterError.is(error, 'gone')) {
      this.#version = undefined;
      const delay = this.#backoff.next();
      // The first list after a good time need not wait.
      return this.#backoff.attempts === 1 ? 0 : delay;
    }
    if (
      optional &&
      ClusterError.is(error, 'notFound') &&
      error.missing === 'resource'
    ) {
      this.#version = undefined;
      this.#contact();
      sink.replace([]);
      this.#update({ synced: true, missing: true, failure: undefined });
      return MISSING_RETRY_MS;
    }
    const since = this.#failure?.since ?? clock.now().elapsed;
    const { message } = toError(error);
    this.#update({ failure: { since, message } });
    const wait = ClusterError.is(error, 'throttled')
      ? error.retryAfterMs ?? 0
      : 0;
    return Math.max(wait, this.#backoff.next());
  }

  #contact() {
    this.#lastContact = this.#options.clock.now();
  }

  #recovered() {
    if (this.#failure) {
      this.#update({ failure: undefined });
    }
  }

  #update(state: {
    synced?: boolean;
    missing?: boolean;
    failure: { since: number; message: string } | undefined;
  }) {
    this.#synced = state.synced ?? this.#synced;
    this.#missing = state.missing ?? this.#missing;
    this.#failure = state.failure;
    this.#options.onState();
  }
}
