import { ClusterError } from '../clusters/errors';
import {
  ApplyOptions,
  ClusterAccess,
  ClusterInfo,
  KubernetesList,
  KubernetesObject,
  KubernetesWatchEvent,
  ListOptions,
  ObjectReference,
  ResourceType,
  WatchOptions,
} from '../clusters/types';
import { Clock, systemClock } from '../time/clock';
import {
  managedFieldsOf,
  mergedObject,
  Stored,
  without,
} from './appliedObject';

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

/**
 * Clusters as a test wants them. What is applied to any of them is merged into
 * what is there, map by map; what a field manager leaves out that it has
 * applied before goes. Nothing is ever in conflict between field managers, but
 * uids and resource versions are heeded. What a cluster lists and watches
 * beside that is scripted for each resource.
 */
export class FakeClusterAccess implements ClusterAccess {
  infos: ClusterInfo[] | Error = [];
  /** What was asked, such as `apply services team/chat (dry run)`. */
  readonly requests: string[] = [];
  readonly #objects = new Map<string, Stored>();
  #uids = 0;
  readonly #resources = new Map<string, FakeResource>();
  readonly #failures: { request: RegExp; error: Error }[] = [];

  /** @param clock - by which requests that hang time out */
  constructor(private readonly clock: Clock = systemClock) {}

  /** What is scripted for a resource of a cluster. */
  resource(cluster: string, { plural }: ResourceType): FakeResource {
    const key = `${cluster}/${plural}`;
    const resource = this.#resources.get(key) ?? new FakeResource();
    this.#resources.set(key, resource);
    return resource;
  }

  /** All changes that were no dry runs. */
  get changes(): string[] {
    return this.requests.filter(
      request => !/^(get|list) |dry run/.test(request),
    );
  }

  /** Paths of all objects, such as `services team/chat`. */
  get paths(): string[] {
    return [...this.#objects.keys()].sort();
  }

  /** Fails requests until {@link recover} is called. */
  failOn(request: RegExp, error: Error): void {
    this.#failures.push({ request, error });
  }

  recover(): void {
    this.#failures.length = 0;
  }

  put(plural: string, object: KubernetesObject): void {
    const { namespace, name } = object.metadata;
    this.#put(`${plural} ${namespace}/${name}`, object);
  }

  object(path: string): KubernetesObject | undefined {
    return this.#objects.get(path)?.object;
  }

  async clusters(): Promise<ClusterInfo[]> {
    if (this.infos instanceof Error) {
      throw this.infos;
    }
    return this.infos;
  }

  /** By the labels of a selector such as `a=b,c=d`, all in one page. */
  async *list(
    cluster: string,
    type: ResourceType,
    options: ListOptions = {},
  ): AsyncGenerator<KubernetesList> {
    const { plural } = type;
    const { namespace, labelSelector = '' } = options;
    const resource = this.resource(cluster, type);
    this.requests.push(`list ${plural} ${namespace}`);
    resource.lists.push(options);
    if (resource.listFailure === 'hang') {
      await this.#hang(cluster, options);
    } else if (resource.listFailure) {
      throw resource.listFailure;
    }
    const wanted = labelSelector.split(',').map(part => part.split('='));
    const applied = [...this.#objects]
      .filter(([path]) => path.startsWith(`${plural} ${namespace}/`))
      .map(([, { object }]) => object)
      .filter(({ metadata: { labels = {} } }) =>
        wanted.every(([label, value]) => labels[label] === value),
      );
    yield {
      metadata: { resourceVersion: String(resource.version) },
      items: [...resource.objects, ...applied],
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

  async get(
    cluster: string,
    reference: ObjectReference,
  ): Promise<KubernetesObject> {
    const path = this.#ask('get', reference);
    const object = this.object(path);
    if (!object) {
      throw new ClusterError(
        'notFound',
        { cluster, request: `get ${path}` },
        'not found',
        undefined,
        { missing: 'object' },
      );
    }
    return object;
  }

  async apply(
    _cluster: string,
    reference: ObjectReference,
    object: KubernetesObject,
    { dryRun, force, fieldManager }: ApplyOptions,
  ): Promise<KubernetesObject> {
    const path = this.#ask(
      'apply',
      reference,
      `${dryRun ? ' (dry run)' : ''}${force ? ' (force)' : ''}`,
    );
    const before = this.#objects.get(path);
    const { uid, resourceVersion, ...metadata } = object.metadata;
    const found = before?.object.metadata;
    if (
      uid
        ? uid !== found?.uid
        : resourceVersion && found && resourceVersion !== found.resourceVersion
    ) {
      throw new ClusterError(
        'conflict',
        { request: `apply ${path}` },
        'the object has been modified',
      );
    }
    const owned = managedFieldsOf(before?.base).find(
      ({ manager }) =>
        manager === fieldManager && !before?.applied.has(manager),
    );
    const base = owned
      ? (without(before?.base, owned.fieldsV1) as KubernetesObject)
      : before?.base;
    const applied = new Map(before?.applied);
    applied.delete(fieldManager);
    applied.set(fieldManager, { ...object, metadata });
    const after: Stored = {
      base,
      applied,
      object: mergedObject(
        before && { ...before, base },
        applied,
        found?.uid ?? `uid-${this.#uids}`,
      ),
    };
    if (!dryRun) {
      this.#uids += before ? 0 : 1;
      this.#objects.set(path, after);
    }
    return after.object;
  }

  /** Replaces the fields of the metadata that are given. */
  async patch(
    _cluster: string,
    reference: ObjectReference,
    patch: object,
  ): Promise<KubernetesObject> {
    const path = this.#ask('patch', reference);
    const before = this.object(path);
    const { metadata } = patch as KubernetesObject;
    const after = {
      ...before,
      metadata: { ...Object(before?.metadata), ...metadata },
    };
    this.#put(path, after);
    return after;
  }

  async delete(
    cluster: string,
    reference: ObjectReference,
    options: { dryRun?: boolean; uid?: string } = {},
  ): Promise<void> {
    const { dryRun, uid } = options;
    const path = this.#ask('delete', reference, dryRun ? ' (dry run)' : '');
    const found = this.object(path);
    if (found && uid && uid !== found.metadata.uid) {
      throw new ClusterError(
        'conflict',
        { cluster, request: `delete ${path}` },
        'the UID in the precondition does not match',
      );
    }
    if (!dryRun) {
      this.#objects.delete(path);
    }
  }

  async scale(
    _cluster: string,
    reference: ObjectReference,
    replicas: number,
  ): Promise<void> {
    const path = this.#ask('scale', reference, ` to ${replicas}`);
    const stored = this.#objects.get(path);
    if (!stored) {
      return;
    }
    // Whoever scales owns the replicas, and nobody else does any more.
    const applied = new Map(
      [...stored.applied].map(([manager, object]) => {
        const { replicas: _, ...spec } = Object(object.spec);
        return [manager, { ...object, spec }];
      }),
    );
    const base = {
      ...Object(stored.base),
      spec: { ...Object(stored.base?.spec), replicas },
    };
    const { uid = '' } = stored.object.metadata;
    const object = mergedObject({ ...stored, base }, applied, uid);
    this.#objects.set(path, { base, applied, object });
  }

  #put(path: string, object: KubernetesObject): void {
    this.#objects.set(path, { base: object, applied: new Map(), object });
  }

  #ask(
    verb: string,
    { resource, namespace, name }: ObjectReference,
    suffix = '',
  ): string {
    const path = `${resource.plural} ${namespace}/${name}`;
    const request = `${verb} ${path}${suffix}`;
    this.requests.push(request);
    const failure = this.#failures.find(({ request: on }) => on.test(request));
    if (failure) {
      throw failure.error;
    }
    return path;
  }

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

export function unreachable(cluster: string, reason: string): ClusterError {
  return new ClusterError('unreachable', { cluster, request: 'ask' }, reason);
}

export function gone(): ClusterError {
  return new ClusterError('gone', { request: 'watch' }, 'too old');
}
