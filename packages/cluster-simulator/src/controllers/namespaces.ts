import { ObjectApi } from '../api/objectApi';
import { NAMESPACES } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { Component } from '../runtime/component';
import { Controller } from '../runtime/controller';
import { KnownTypes } from './knownTypes';
import { writeStatus } from './objectController';
import { isTerminating } from './pods';

const NAME = 'namespace-controller';
const DEFAULTS = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
const KEPT_UNTIL_EMPTY = { finalizers: ['kubernetes'] };

/**
 * Makes the namespaces that every cluster has, and empties deleted ones before
 * they go.
 */
export function createNamespaceController(
  api: ObjectApi,
  { types }: { types: KnownTypes },
): Component {
  const { store } = api;
  const controller = new Controller({
    name: NAME,
    clock: api.clock,
    reconcile: name => {
      const namespace = store.get(NAMESPACES, undefined, name);
      if (namespace && isTerminating(namespace)) {
        terminate(api, types, namespace);
      }
    },
  });
  const terminating = new Set<string>();
  let undo: (() => void)[] = [];
  return {
    name: NAME,
    start() {
      undo = [
        api.admit(NAMESPACES, keepUntilEmpty),
        store.subscribe(NAMESPACES, ({ type, object }) => {
          const { name } = object.metadata;
          if (type === 'DELETED') {
            terminating.delete(name);
          } else if (isTerminating(object)) {
            terminating.add(name);
            controller.add(name);
          }
        }),
        store.subscribeAll(({ object: { metadata } }) => {
          if (metadata.namespace && terminating.has(metadata.namespace)) {
            controller.add(metadata.namespace);
          }
        }),
      ];
      createDefaults(api);
      for (const namespace of store.list(NAMESPACES)) {
        if (isTerminating(namespace)) {
          terminating.add(namespace.metadata.name);
          controller.add(namespace.metadata.name);
        }
      }
      controller.start();
    },
    stop() {
      undo.forEach(run => run());
      controller.stop();
    },
  };
}

/** Nobody but the namespace controller takes off this finalizer. */
function keepUntilEmpty(
  namespace: KubeObject,
  previous: KubeObject | undefined,
): KubeObject {
  return {
    ...namespace,
    spec: previous?.spec ?? KEPT_UNTIL_EMPTY,
    ...(!previous && { status: { phase: 'Active' } }),
  };
}

function createDefaults(api: ObjectApi) {
  for (const name of DEFAULTS) {
    if (!api.store.get(NAMESPACES, undefined, name)) {
      const labels = { 'kubernetes.io/metadata.name': name };
      api.create(NAMESPACES, { metadata: { name, labels } });
    }
  }
}

function terminate(api: ObjectApi, types: KnownTypes, namespace: KubeObject) {
  const { name } = namespace.metadata;
  writeStatus(api, NAMESPACES, namespace, {
    ...(namespace.status as object | undefined),
    phase: 'Terminating',
  });
  const namespaced = types.all().filter(type => type.namespaced);
  for (const type of namespaced) {
    for (const { metadata } of [...api.store.list(type, name)]) {
      if (!metadata.deletionTimestamp) {
        api.delete(type, metadata, { propagationPolicy: 'Background' });
      }
    }
  }
  const isEmpty = namespaced.every(
    type => api.store.list(type, name).next().done,
  );
  const current = api.store.get(NAMESPACES, undefined, name);
  if (isEmpty && current && !current.metadata.finalizers?.length) {
    api.store.remove(NAMESPACES, current);
  }
}
