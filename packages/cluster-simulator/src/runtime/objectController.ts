import { ApiError } from '../api/apiError';
import { timestamp } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { apiVersionOf, ResourceType } from '../objects/resourceTypes';
import { KubeObject, ObjectKey } from '../objects/types';
import { Component, Controller } from './controller';
import { EventRecorder } from './events';
import { controllerOf, isTerminating, keyOf, parseKey } from './pods';

/** The kinds of a cluster, those of its CRDs too. */
export interface KnownTypes {
  all(): readonly ResourceType[];
}

/** The type of an object, or of what a reference names. */
export function typeOf(
  types: KnownTypes,
  { apiVersion, kind }: { apiVersion: string; kind: string },
) {
  return types
    .all()
    .find(type => type.kind === kind && apiVersionOf(type) === apiVersion);
}

/** Writes an event about an object: what a controller did, or could not do. */
export type Tell = (
  about: KubeObject,
  reason: string,
  message: string,
  type?: 'Normal' | 'Warning',
) => void;

/** What {@link createObjectController} makes a controller of. */
export interface ObjectControllerOptions<T extends KubeObject> {
  /** Also the component of its events. */
  name: string;
  type: ResourceType<T>;
  /**
   * Brings an object to the state that is wanted.
   *
   * @returns milliseconds after which to call it again
   * @throws ApiError to be called again later
   */
  reconcile: (object: T, tell: Tell) => number | void;
  /**
   * The status that is written afterwards, even after a failure. Objects with
   * such a status are left alone once they are being deleted.
   */
  statusOf?: (object: T, failure: ApiError | undefined) => T['status'];
  /** Whether an object is left alone when its status is written. */
  ignoresStatus?: boolean;
  /** Which object to look at when any other is written; its owner by default. */
  wokenBy?: (object: KubeObject) => ObjectKey | undefined;
}

/**
 * A controller for all objects of a kind. It reconciles those that exist when it
 * starts, and any of them when it, or an object that wakes it, is written.
 */
export function createObjectController<T extends KubeObject>(
  api: ObjectApi,
  options: ObjectControllerOptions<T>,
): Component {
  const { name, type, ignoresStatus, wokenBy = ownerOf, statusOf } = options;
  const { store, clock } = api;
  const events = new EventRecorder(api, name);
  const tell: Tell = (about, reason, message, kind = 'Normal') =>
    events.record(about, { type: kind, reason, message });
  const controller = new Controller({
    name,
    clock,
    reconcile: key => {
      const at = parseKey(key);
      const object = store.get(type, at.namespace, at.name);
      if (!object || (statusOf && isTerminating(object))) {
        return undefined;
      }
      let failure: ApiError | undefined;
      try {
        return options.reconcile(object, tell);
      } catch (error) {
        failure = error as ApiError;
        throw error;
      } finally {
        if (statusOf) {
          writeStatus(api, type, object, statusOf(object, failure));
        }
      }
    },
  });

  const add = (key: ObjectKey | undefined) => key && controller.add(keyOf(key));
  let subscriptions: (() => void)[] = [];

  function ownerOf(object: KubeObject) {
    const { kind, name: owner = '' } = controllerOf(object) ?? {};
    const { namespace } = object.metadata;
    return kind === type.kind ? { namespace, name: owner } : undefined;
  }

  return {
    name,
    start() {
      subscriptions = [
        store.subscribe(type, ({ object, previous }) => {
          if (!ignoresStatus || object.spec !== previous?.spec) {
            add(object.metadata);
          }
        }),
        store.subscribeAll(({ object }) => add(wokenBy(object))),
      ];
      for (const { metadata } of store.list(type)) {
        add(metadata);
      }
      controller.start();
    },
    stop() {
      subscriptions.forEach(unsubscribe => unsubscribe());
      controller.stop();
    },
  };
}

/**
 * Writes the status of an object, whatever else of it has changed meanwhile.
 *
 * @throws ApiError 404 when it is gone
 */
export function writeStatus<T extends KubeObject>(
  api: ObjectApi,
  type: ResourceType<T>,
  { metadata }: T,
  status: T['status'],
) {
  api.updateStatus(type, { ...api.get(type, metadata), status });
}

/** Counts as the API shows them: without those that are 0. */
export function nonZero<T extends object>(counts: T): Partial<T> {
  const entries = Object.entries(counts).filter(([, count]) => count !== 0);
  return Object.fromEntries(entries) as Partial<T>;
}

/** A condition without the time at which its status changed. */
export function condition(
  type: string,
  isTrue: boolean | 'Unknown',
  reason: string,
  message: string,
) {
  const texts = { true: 'True', false: 'False', Unknown: 'Unknown' } as const;
  return { type, status: texts[`${isTrue}`], reason, message };
}

/** Conditions with some of them set; others stay. */
export function withConditions<
  T extends { type: string; status: string; lastTransitionTime?: string },
  C extends { type: string; status: string },
>(earlier: T[] = [], contents: C[], now: Date) {
  const others = earlier.filter(
    ({ type }) => !contents.some(content => content.type === type),
  );
  const changed = contents.map(content => {
    const before = earlier.find(({ type }) => type === content.type);
    const since =
      before?.status === content.status ? before.lastTransitionTime : undefined;
    return { ...content, lastTransitionTime: since ?? timestamp(now) };
  });
  return [...others, ...changed];
}
