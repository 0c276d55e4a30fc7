import {
  Clock,
  ClusterAccess,
  ClusterError,
  ClusterInfo,
  KubernetesList,
  KubernetesObject,
  KubernetesWatchEvent,
  ListOptions,
  ResourceType,
  WatchOptions,
} from '@aikit-backstage/plugin-aikit-node';

/** One open watch: what it was asked for, and the means to feed it. */
export class FakeWatch {
  readonly #queue: (KubernetesWatchEvent | Error | 'end')[] = [];
  #wake?: () => void;

  constructor(readonly options: WatchOptions) {
    options.signal.addEventListener('abort', () => this.#wake?.());
  }

  send(event: KubernetesWatchEvent) {
    this.#push(event);
  }

  /** Ends as the server ends a watch in good order. */
  end() {
    this.#push('end');
  }

  fail(error: Error) {
    this.#push(error);
  }

  async *events(): AsyncGenerator<KubernetesWatchEvent> {
    for (;;) {
      this.options.signal.throwIfAborted();
      const next = this.#queue.shift();
      if (next === 'end') {
        return;
      } else if (next instanceof Error) {
        throw next;
      } else if (next) {
        yield next;
      } else {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    }
  }

  #push(item: KubernetesWatchEvent | Error | 'end') {
    this.#queue.push(item);
    this.#wake?.();
  }
}

/** One resource of one cluster: its objects, and what goes wrong with it. */
export class FakeResource {
  objects: KubernetesObject[] = [];
  version = 100;
  /** Thrown by every LIST; `hang` answers none. */
  listFailure?: Error | 'hang';
  /** Thrown by every WATCH. */
  watchFailure?: Error;
  readonly lists: ListOptions[] = [];
  readonly watches: FakeWatch[] = [];

  /** The latest watch. */
  get watch(): FakeWatch {
    const watch = this.watches.at(-1);
    if (!watch) {
      throw new Error('nothing is watched');
    }
    return watch;
  }
}

/** Access to clusters that are scripted by the test. */
export class FakeClusterAccess
  implements Pick<ClusterAccess, 'clusters' | 'list' | 'watch'>
{
  infos: ClusterInfo[] | Error = [];
  readonly #resources = new Map<string, FakeResource>();

  constructor(private readonly clock: Clock) {}

  resource(cluster: string, { plural }: ResourceType): FakeResource {
    const key = `${cluster}/${plural}`;
    const resource = this.#resources.get(key) ?? new FakeResource();
    this.#resources.set(key, resource);
    return resource;
  }

  async clusters(): Promise<ClusterInfo[]> {
    if (this.infos instanceof Error) {
      throw this.infos;
    }
    return this.infos;
  }

  async *list(
    cluster: string,
    type: ResourceType,
    options: ListOptions = {},
  ): AsyncGenerator<KubernetesList> {
    const resource = this.resource(cluster, type);
    resource.lists.push(options);
    if (resource.listFailure === 'hang') {
      await this.#hang(cluster, options);
    } else if (resource.listFailure) {
      throw resource.listFailure;
    }
    yield {
      metadata: { resourceVersion: String(resource.version) },
      items: resource.objects,
    };
  }

  async *watch(
    cluster: string,
    type: ResourceType,
    options: WatchOptions,
  ): AsyncGenerator<KubernetesWatchEvent> {
    const resource = this.resource(cluster, type);
    const watch = new FakeWatch(options);
    resource.watches.push(watch);
    if (resource.watchFailure) {
      throw resource.watchFailure;
    }
    yield* watch.events();
  }

  get = unexpected;
  apply = unexpected;
  patch = unexpected;
  delete = unexpected;
  scale = unexpected;

  /** Keeps what `ClusterAccess` promises: an attempt ends after its time. */
  async #hang(cluster: string, { timeoutMs = 15_000, signal }: ListOptions) {
    await new Promise((_, reject) => {
      const cancel = this.clock.setTimeout(
        () => reject(unreachable(cluster, 'no answer')),
        timeoutMs,
      );
      signal?.addEventListener('abort', () => {
        cancel();
        reject(signal.reason);
      });
    });
  }
}

async function unexpected(): Promise<never> {
  throw new Error('a mirror only lists and watches');
}

export function unreachable(cluster: string, reason: string): ClusterError {
  return new ClusterError('unreachable', { cluster, request: 'ask' }, reason);
}

export function gone(): ClusterError {
  return new ClusterError('gone', { request: 'watch' }, 'too old');
}
