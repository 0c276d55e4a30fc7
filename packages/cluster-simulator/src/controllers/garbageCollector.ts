import { ObjectApi, Propagation } from '../api/objectApi';
import { ResourceType } from '../objects/resourceTypes';
import { KubeObject, OwnerReference } from '../objects/types';
import { Component } from '../runtime/component';
import { Controller } from '../runtime/controller';
import { StoreEvent } from '../store/objectStore';
import { KnownTypes, typeOf } from './knownTypes';
import { isTerminating } from './pods';

const NAME = 'garbage-collector';
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

type Tie = 'solid' | 'dangling' | 'waiting';

class GarbageCollector {
  readonly #queue: Controller;

  constructor(
    private readonly api: ObjectApi,
    private readonly types: KnownTypes,
  ) {
    this.#queue = new Controller({
      name: NAME,
      clock: api.clock,
      reconcile: key => {
        const found = this.#find(key);
        if (found) {
          this.#process(found.type, found.object);
        }
      },
    });
  }

  start() {
    for (const type of this.types.all()) {
      for (const object of this.api.store.list(type)) {
        this.#check(object);
      }
    }
    this.#queue.start();
  }

  stop() {
    this.#queue.stop();
  }

  notice({ type, object, previous }: StoreEvent) {
    const before = previous?.metadata.ownerReferences;
    if (type === 'DELETED') {
      this.api.store
        .dependents(object.metadata.uid)
        .forEach(dependent => this.#add(dependent));
    } else if (
      before !== object.metadata.ownerReferences ||
      isTerminating(object)
    ) {
      this.#check(object);
    }
    // An owner may have waited for what has gone, or has left it.
    if (type === 'DELETED' || before !== object.metadata.ownerReferences) {
      before?.forEach(reference => this.#wakeOwner(object, reference));
    }
  }

  #wakeOwner(dependent: KubeObject, reference: OwnerReference) {
    const owner = this.#ownerOf(dependent, reference);
    if (owner && isTerminating(owner)) {
      this.#add(owner);
    }
  }

  #check(object: KubeObject) {
    const { finalizers = [], ownerReferences = [] } = object.metadata;
    const isOwner =
      isTerminating(object) &&
      (finalizers.includes(FOREGROUND) || finalizers.includes(ORPHAN));
    if (
      isOwner ||
      ownerReferences.some(
        reference => this.#tie(object, reference) !== 'solid',
      )
    ) {
      this.#add(object);
    }
  }

  #add({ apiVersion, kind, metadata }: KubeObject) {
    const { namespace = '', name, uid } = metadata;
    this.#queue.add([apiVersion, kind, namespace, name, uid].join('|'));
  }

  #find(key: string) {
    const [apiVersion, kind, namespace, name, uid] = key.split('|');
    const type = typeOf(this.types, { apiVersion, kind });
    const object =
      type && this.api.store.get(type, namespace || undefined, name);
    return object?.metadata.uid === uid ? { type: type!, object } : undefined;
  }

  /** The owner that a reference means; undefined when it is gone. */
  #ownerOf(
    { metadata }: KubeObject,
    reference: OwnerReference,
  ): KubeObject | undefined {
    const type = typeOf(this.types, reference);
    const namespace = type?.namespaced ? metadata.namespace : undefined;
    const owner = type && this.api.store.get(type, namespace, reference.name);
    return owner?.metadata.uid === reference.uid ? owner : undefined;
  }

  #tie(object: KubeObject, reference: OwnerReference): Tie {
    if (!typeOf(this.types, reference)) {
      // Of an unknown kind nobody can tell whether the owner is gone.
      return 'solid';
    }
    const owner = this.#ownerOf(object, reference);
    if (!owner) {
      return 'dangling';
    }
    return isTerminating(owner) &&
      owner.metadata.finalizers?.includes(FOREGROUND)
      ? 'waiting'
      : 'solid';
  }

  #process(type: ResourceType, object: KubeObject) {
    const { finalizers = [] } = object.metadata;
    if (!isTerminating(object)) {
      this.#collect(type, object);
    } else if (finalizers.includes(ORPHAN)) {
      this.#orphanDependents(object);
      this.#dropFinalizer(type, object, ORPHAN);
    } else if (finalizers.includes(FOREGROUND)) {
      this.#deleteDependents(type, object);
    }
  }

  /** Deletes an object unless an owner stays. */
  #collect(type: ResourceType, object: KubeObject) {
    const { ownerReferences = [], finalizers = [], uid } = object.metadata;
    const ties = ownerReferences.map(reference => this.#tie(object, reference));
    if (ties.every(tie => tie === 'solid')) {
      return;
    }
    if (ties.includes('solid')) {
      this.#setOwners(
        object,
        ownerReferences.filter((_reference, i) => ties[i] === 'solid'),
      );
      return;
    }
    const isWaitedFor =
      ties.includes('waiting') && this.api.store.dependents(uid).length > 0;
    this.api.delete(type, object.metadata, {
      propagationPolicy: isWaitedFor ? 'Foreground' : policyOf(finalizers),
      preconditions: { uid },
    });
  }

  /** The owner goes when all are gone that block it. */
  #deleteDependents(type: ResourceType, owner: KubeObject) {
    const { uid } = owner.metadata;
    const blocking = this.api.store
      .dependents(uid)
      .filter(({ metadata }) =>
        metadata.ownerReferences?.some(
          reference => reference.uid === uid && reference.blockOwnerDeletion,
        ),
      );
    if (blocking.length === 0) {
      this.#dropFinalizer(type, owner, FOREGROUND);
    }
    this.api.store
      .dependents(uid)
      .filter(dependent => !isTerminating(dependent))
      .forEach(dependent => this.#add(dependent));
  }

  #orphanDependents({ metadata: { uid } }: KubeObject) {
    for (const dependent of this.api.store.dependents(uid)) {
      const { ownerReferences = [] } = dependent.metadata;
      this.#setOwners(
        dependent,
        ownerReferences.filter(reference => reference.uid !== uid),
      );
    }
  }

  #setOwners(object: KubeObject, owners: OwnerReference[]) {
    const { ownerReferences: _before, ...metadata } = object.metadata;
    const type = typeOf(this.types, object);
    if (type) {
      this.api.update(type, {
        ...object,
        metadata: {
          ...metadata,
          ...(owners.length > 0 && { ownerReferences: owners }),
        },
      });
    }
  }

  #dropFinalizer(type: ResourceType, object: KubeObject, finalizer: string) {
    const { finalizers = [], ...metadata } = object.metadata;
    const others = finalizers.filter(other => other !== finalizer);
    this.api.update(type, {
      ...object,
      metadata: {
        ...metadata,
        ...(others.length > 0 && { finalizers: others }),
      },
    });
  }
}

function policyOf(finalizers: string[]): Propagation {
  if (finalizers.includes(ORPHAN)) {
    return 'Orphan';
  }
  return finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background';
}

/**
 * Deletes objects whose owners are gone; before an owner goes, those that it
 * waits for (foreground), or takes its name off them (orphan).
 */
export function createGarbageCollector(
  api: ObjectApi,
  { types }: { types: KnownTypes },
): Component {
  const collector = new GarbageCollector(api, types);
  let unsubscribe = () => {};
  return {
    name: NAME,
    start() {
      unsubscribe = api.store.subscribeAll(event => collector.notice(event));
      collector.start();
    },
    stop() {
      unsubscribe();
      collector.stop();
    },
  };
}
