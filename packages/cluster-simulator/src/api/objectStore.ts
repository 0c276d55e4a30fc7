import { qualifiedName, ResourceType } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';

/** A write, as those who follow a kind are told of it. */
export interface StoreEvent<T extends KubeObject = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** The object after the write; of a deleted one its last state. */
  object: T;
  /** The object before it. */
  previous?: T;
  revision: number;
}

export type StoreListener<T extends KubeObject = KubeObject> = (
  event: StoreEvent<T>,
) => void;

/** The last events of one kind, oldest first, so that a watch can resume. */
class EventHistory {
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

interface Collection {
  objects: Map<string, KubeObject>;
  history: EventHistory;
  listeners: Set<StoreListener>;
}

/** Key within a kind. A name has no slash in it. */
function keyOf(namespace: string | undefined, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

/**
 * All objects of a cluster, with one revision counter for all of them, as etcd
 * has it. Objects are stored by reference and never changed.
 */
export class ObjectStore {
  readonly #collections = new Map<string, Collection>();
  readonly #everyKind = new Set<StoreListener>();
  readonly #dependents = new Map<string, Map<string, KubeObject>>();
  #revision = 1;

  constructor(private readonly historyLimit = 2000) {}

  /** The revision of the last write. */
  get revision(): number {
    return this.#revision;
  }

  get<T extends KubeObject>(
    type: ResourceType<T>,
    namespace: string | undefined,
    name: string,
  ): T | undefined {
    return this.#collection(type).objects.get(keyOf(namespace, name)) as
      | T
      | undefined;
  }

  /** Objects in the order in which they were created. */
  *list<T extends KubeObject>(
    type: ResourceType<T>,
    namespace?: string,
  ): IterableIterator<T> {
    for (const object of this.#collection(type).objects.values()) {
      if (namespace === undefined || object.metadata.namespace === namespace) {
        yield object as T;
      }
    }
  }

  /** How many objects of a kind there are. */
  count(type: ResourceType): number {
    return this.#collection(type).objects.size;
  }

  /** Objects of every kind that name this uid as an owner. */
  dependents(uid: string): KubeObject[] {
    return [...(this.#dependents.get(uid)?.values() ?? [])];
  }

  /** Creates or replaces an object; its resource version is set here. */
  put<T extends KubeObject>(type: ResourceType<T>, object: T): T {
    const collection = this.#collection(type);
    const { namespace, name } = object.metadata;
    const key = keyOf(namespace, name);
    const previous = collection.objects.get(key);
    const revision = this.#next();
    const stored = withRevision(object, revision);
    collection.objects.set(key, stored);
    this.#index(previous, stored);
    const event: StoreEvent = previous
      ? { type: 'MODIFIED', object: stored, previous, revision }
      : { type: 'ADDED', object: stored, revision };
    this.#tell(collection, event);
    return stored;
  }

  /**
   * Removes an object.
   *
   * @returns its last state, with the revision of the removal
   */
  remove<T extends KubeObject>(type: ResourceType<T>, object: T): T {
    const collection = this.#collection(type);
    const { namespace, name } = object.metadata;
    const key = keyOf(namespace, name);
    const previous = collection.objects.get(key);
    const revision = this.#next();
    const last = withRevision(object, revision);
    collection.objects.delete(key);
    this.#index(previous, undefined);
    this.#tell(collection, {
      type: 'DELETED',
      object: last,
      previous,
      revision,
    });
    return last;
  }

  /** Calls back after each write of a kind, in order. */
  subscribe<T extends KubeObject>(
    type: ResourceType<T>,
    listener: StoreListener<T>,
  ): () => void {
    const { listeners } = this.#collection(type);
    listeners.add(listener as StoreListener);
    return () => listeners.delete(listener as StoreListener);
  }

  /** Calls back after each write of any kind, those of later CRDs too. */
  subscribeAll(listener: StoreListener): () => void {
    this.#everyKind.add(listener);
    return () => this.#everyKind.delete(listener);
  }

  /** The last events of a kind. */
  history(type: ResourceType): EventHistory {
    return this.#collection(type).history;
  }

  #next(): number {
    this.#revision += 1;
    return this.#revision;
  }

  #tell({ history, listeners }: Collection, event: StoreEvent) {
    history.add(event);
    for (const listener of [...listeners, ...this.#everyKind]) {
      listener(event);
    }
  }

  #index(before: KubeObject | undefined, after: KubeObject | undefined) {
    const [owned, owns] = [before, after].map(
      object => object?.metadata.ownerReferences ?? [],
    );
    for (const { uid } of owned) {
      const dependents = this.#dependents.get(uid);
      dependents?.delete(before!.metadata.uid);
      if (dependents?.size === 0) {
        this.#dependents.delete(uid);
      }
    }
    for (const { uid } of owns) {
      const dependents = this.#dependents.get(uid) ?? new Map();
      this.#dependents.set(uid, dependents);
      dependents.set(after!.metadata.uid, after!);
    }
  }

  #collection(type: ResourceType): Collection {
    // Versions of a kind share their objects.
    const name = qualifiedName(type);
    let collection = this.#collections.get(name);
    if (!collection) {
      collection = {
        objects: new Map(),
        history: new EventHistory(this.historyLimit),
        listeners: new Set(),
      };
      this.#collections.set(name, collection);
    }
    return collection;
  }
}

function withRevision<T extends KubeObject>(object: T, revision: number): T {
  const metadata = { ...object.metadata, resourceVersion: String(revision) };
  return { ...object, metadata };
}
