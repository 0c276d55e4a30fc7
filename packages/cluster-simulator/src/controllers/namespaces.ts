import { ObjectApi } from '../api/objectApi';
import { NAMESPACES } from '../objects/resourceTypes';
import { Component } from '../runtime/controller';
import {
  createObjectController,
  KnownTypes,
} from '../runtime/objectController';
import { isTerminating } from '../runtime/pods';

const DEFAULTS = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/**
 * Makes the namespaces that every cluster has, and empties deleted ones before
 * they go.
 */
export function createNamespaceController(
  api: ObjectApi,
  { types }: { types: KnownTypes },
): Component {
  const controller = createObjectController(api, {
    name: 'namespace-controller',
    type: NAMESPACES,
    wokenBy: ({ metadata: { namespace } }) =>
      namespace ? { name: namespace } : undefined,
    reconcile: namespace => {
      if (!isTerminating(namespace)) {
        return;
      }
      const { name, finalizers } = namespace.metadata;
      let isEmpty = true;
      for (const type of types.all().filter(({ namespaced }) => namespaced)) {
        for (const object of [...api.store.list(type, name)]) {
          // Its end wakes this again.
          isEmpty = false;
          if (!isTerminating(object)) {
            const options = { propagationPolicy: 'Background' } as const;
            api.delete(type, object.metadata, options);
          }
        }
      }
      if (isEmpty && !finalizers?.length) {
        api.store.remove(NAMESPACES, namespace);
      }
    },
  });
  // Keeps it until it is empty: nobody else takes off the finalizer.
  api.admit(NAMESPACES, (namespace, previous) => ({
    ...namespace,
    spec: previous?.spec ?? { finalizers: ['kubernetes'] },
  }));
  return {
    ...controller,
    start() {
      DEFAULTS.forEach(name => api.create(NAMESPACES, { metadata: { name } }));
      controller.start();
    },
  };
}
