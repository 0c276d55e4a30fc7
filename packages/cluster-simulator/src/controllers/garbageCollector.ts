import { ObjectApi } from '../api/objectApi';
import { StoreEvent } from '../api/objectStore';
import { KubeObject, OwnerReference } from '../objects/types';
import { Component, Controller } from '../runtime/controller';
import { KnownTypes, typeOf } from '../runtime/objectController';
import { isTerminating } from '../runtime/pods';

const NAME = 'garbage-collector';
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** The finalizer by which a deleted object waits for the collector, if any. */
function taskOf(object: KubeObject): string | undefined {
  const { finalizers = [] } = isTerminating(object) ? object.metadata : {};
  return finalizers.find(each => each === ORPHAN || each === FOREGROUND);
}

/**
 * Deletes objects whose owners are gone. In foreground deletion it deletes them
 * before the owner goes; an owner that orphans them is taken off them first.
 */
export function createGarbageCollector(
  api: ObjectApi,
  { types }: { types: KnownTypes },
): Component {
  const { store } = api;

  /** The object that a reference from a namespace names, if it is still there. */
  function find(reference: OwnerReference, namespace: string | undefined) {
    const type = typeOf(types, reference);
    const at = type?.namespaced ? namespace : undefined;
    const object = type && store.get(type, at, reference.name);
    return object?.metadata.uid === reference.uid ? object : undefined;
  }

  /** Deletes an object unless an owner stays. */
  function collect(object: KubeObject) {
    const { ownerReferences = [], namespace, uid } = object.metadata;
    const owners = ownerReferences.map(each => find(each, namespace));
    const kept = ownerReferences.filter((reference, index) => {
      const owner = owners[index];
      return owner
        ? taskOf(owner) !== FOREGROUND
        : // Of an unknown kind nobody can tell whether the owner is gone.
          !typeOf(types, reference);
    });
    if (kept.length === ownerReferences.length) {
      return;
    }
    if (kept.length > 0) {
      change(object, { ownerReferences: kept });
      return;
    }
    const isWaitedFor =
      owners.some(Boolean) && store.dependents(uid).length > 0;
    const propagationPolicy = isWaitedFor ? 'Foreground' : undefined;
    api.delete(typeOf(types, object)!, object.metadata, { propagationPolicy });
  }

  /** Does what an owner waits for, and takes off its finalizer when that is done. */
  function finish(owner: KubeObject, task: string) {
    const { uid, finalizers } = owner.metadata;
    const dependents = store.dependents(uid);
    if (task === FOREGROUND && dependents.length > 0) {
      dependents.filter(each => !isTerminating(each)).forEach(add);
      return;
    }
    for (const dependent of dependents) {
      const { ownerReferences } = dependent.metadata;
      const others = ownerReferences!.filter(other => other.uid !== uid);
      // Without owners the field is absent, not an empty list.
      const owners = others.length > 0 ? others : undefined;
      change(dependent, { ownerReferences: owners });
    }
    change(owner, { finalizers: finalizers?.filter(each => each !== task) });
  }

  function change(object: KubeObject, part: Partial<KubeObject['metadata']>) {
    const metadata = { ...object.metadata, ...part };
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
    // An owner may have waited for this object to go or to leave it.
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
