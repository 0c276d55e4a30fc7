import { ObjectApi } from '../api/objectApi';
import { ResourceType } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { Component } from '../runtime/component';
import { Controller } from '../runtime/controller';
import { EventRecorder } from '../runtime/events';
import { controllerOf, keyOf, parseKey } from './pods';

/** Where a controller reports what it has done. */
export type Events = Pick<EventRecorder, 'record'>;

/** What controllers of workloads can be told. */
export interface WorkloadControllerOptions {
  /** The cluster's events when it is not given. */
  events?: Events;
}

/** What {@link createObjectController} makes a controller of. */
export interface ObjectControllerOptions<T extends KubeObject> {
  name: string;
  type: ResourceType<T>;
  /** Kinds whose objects wake the object that controls them. */
  owns?: ResourceType[];
  /**
   * Brings an object to the state that is wanted.
   *
   * @returns milliseconds after which to call it again
   * @throws ApiError to be called again later
   */
  reconcile: (object: T) => number | void;
}

/**
 * A controller of all objects of a kind: it is called for those that are there,
 * and whenever one of them, or an object that it controls, changes.
 */
export function createObjectController<T extends KubeObject>(
  api: ObjectApi,
  { name, type, owns = [], reconcile }: ObjectControllerOptions<T>,
): Component {
  const { store, clock } = api;
  const controller = new Controller({
    name,
    clock,
    reconcile: key => {
      const at = parseKey(key);
      const object = store.get(type, at.namespace, at.name);
      return object && reconcile(object);
    },
  });
  const wakeOwner = (dependent: KubeObject | undefined) => {
    const owner = dependent && controllerOf(dependent);
    if (owner?.kind === type.kind) {
      const { namespace } = dependent!.metadata;
      controller.add(keyOf({ namespace, name: owner.name }));
    }
  };
  let subscriptions: (() => void)[] = [];
  return {
    name,
    start() {
      subscriptions = [
        store.subscribe(type, ({ object }) =>
          controller.add(keyOf(object.metadata)),
        ),
        ...owns.map(owned =>
          store.subscribe(owned, ({ object, previous }) => {
            wakeOwner(object);
            wakeOwner(previous);
          }),
        ),
      ];
      for (const { metadata } of store.list(type)) {
        controller.add(keyOf(metadata));
      }
      controller.start();
    },
    stop() {
      subscriptions.forEach(unsubscribe => unsubscribe());
      subscriptions = [];
      controller.stop();
    },
  };
}

/**
 * Writes the status of an object, whatever else of it has changed meanwhile.
 *
 * @returns the object as it is then stored
 * @throws ApiError 404 when it is gone
 */
export function writeStatus<T extends KubeObject>(
  api: ObjectApi,
  type: ResourceType<T>,
  { metadata }: T,
  status: T['status'],
): T {
  return api.updateStatus(type, { ...api.get(type, metadata), status });
}

/** Counts as the API shows them: it leaves out those that are 0. */
export function nonZero<T extends Record<string, number>>(
  counts: T,
): Partial<T> {
  return Object.fromEntries(
    Object.entries(counts).filter(([, count]) => count !== 0),
  ) as Partial<T>;
}
