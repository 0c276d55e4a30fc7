import { ObjectApi } from '../api/objectApi';
import { KubeObject, OwnerReference } from '../objects/types';
import { Component } from '../runtime/component';
import { Controller } from '../runtime/controller';
import { StoreEvent } from '../store/objectStore';
import { KnownTypes, typeOf } from './knownTypes';
import { isTerminating } from './pods';

const NAME = 'garbage-collector';
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** What an object that is being deleted waits for the collector to do, if so. */
function taskOf(object: KubeObject): string | undefined {
  const { finalizers = [] } = isTerminating(object) ? object.metadata : {};
  return finalizers.find(each => each === ORPHAN || each === FOREGROUND);
}

/**
 * Deletes objects whose owners are gone; before an owner goes, those that it
 * waits for (foreground), or takes its name off them (orphan).
 */
export function createGarbageCollector(
  api: ObjectApi,
  { types }: { types: KnownTypes },
): Component {
  const { store } = api;

  /** What a reference from a namespace means; undefined when it is gone. */
  function find(reference: OwnerReference, namespace: string | undefined) {
    const type = typeOf(types, reference);
    const at = type?.namespaced ? namespace : undefined;
    const object = type && store.get(type, at, reference.name);
    return object?.metadata.uid === reference.uid ? object : undefined;
  }

  /** Deletes an object unless an owner stays. */
  function collect(object: KubeObject) {
    const { ownerReferences = [], namespace, uid } = object.metadata;
    const kept = ownerReferences.filter(reference => {
      const owner = find(reference, namespace);
      return owner
        ? taskOf(owner) !== FOREGROUND
        : // Of an unknown kind nobody can tell whether the owner is gone.
          !typeOf(types, reference);
    });
    if (kept.length === 0 && ownerReferences.length > 0) {
      const isWaitedFor =
        ownerReferences.some(reference => find(reference, namespace)) &&
        store.dependents(uid).length > 0;
      const propagationPolicy = isWaitedFor ? 'Foreground' : undefined;
      const type = typeOf(types, object)!;
      api.delete(type, object.metadata, { propagationPolicy });
    } else if (kept.length < ownerReferences.length) {
      setOwners(object, kept);
    }
  }

  /** Does what an owner waits for, and lets it go when that is done. */
  function finish(owner: KubeObject, task: string) {
    const { uid, finalizers = [] } = owner.metadata;
    const dependents = store.dependents(uid);
    if (task === ORPHAN) {
      for (const dependent of dependents) {
        const { ownerReferences = [] } = dependent.metadata;
        const others = ownerReferences.filter(other => other.uid !== uid);
        setOwners(dependent, others);
      }
    } else if (dependents.length > 0) {
      dependents.filter(each => !isTerminating(each)).forEach(add);
      return;
    }
    const others = finalizers.filter(finalizer => finalizer !== task);
    const metadata = { ...owner.metadata, finalizers: others };
    api.update(typeOf(types, owner)!, { ...owner, metadata });
  }

  /** No owners are left out, not an empty list. */
  function setOwners(object: KubeObject, owners: OwnerReference[]) {
    const ownerReferences = owners.length > 0 ? owners : undefined;
    const metadata = { ...object.metadata, ownerReferences };
    api.update(typeOf(types, object)!, { ...object, metadata });
  }

  const queue = new Controller({
    name: NAME,
    clock: api.clock,
    reconcile: key => {
      const [reference, namespace] = JSON.parse(key) as Parameters<typeof find>;
      const object = find(reference, namespace);
      const task = object && taskOf(object);
      if (task) {
        finish(object, task);
      } else if (object && !isTerminating(object)) {
        collect(object);
      }
    },
  });

  function add({ apiVersion, kind, metadata }: KubeObject) {
    const { namespace, name, uid } = metadata;
    queue.add(JSON.stringify([{ apiVersion, kind, name, uid }, namespace]));
  }

  function notice({ type, object, previous }: StoreEvent) {
    const { uid, namespace, ownerReferences } = object.metadata;
    const before = previous?.metadata.ownerReferences;
    if (type === 'DELETED') {
      store.dependents(uid).forEach(add);
    } else if (before === ownerReferences && !taskOf(object)) {
      return;
    }
    add(object);
    // An owner may have waited for what has gone, or has left it.
    for (const reference of before ?? []) {
      const owner = find(reference, namespace);
      if (owner) {
        add(owner);
      }
    }
  }

  let unsubscribe = () => {};
  return {
    name: NAME,
    start() {
      unsubscribe = store.subscribeAll(notice);
      queue.start();
    },
    stop() {
      unsubscribe();
      queue.stop();
    },
  };
}
