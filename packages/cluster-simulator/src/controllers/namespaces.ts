import { ObjectApi } from '../api/objectApi';
import { NAMESPACES } from '../objects/resourceTypes';
import { Component } from '../runtime/component';
import { KnownTypes } from './knownTypes';
import { createObjectController } from './objectController';
import { isTerminating } from './pods';

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
      if (isTerminating(namespace)) {
        terminate(api, types, namespace.metadata.name);
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

function terminate(api: ObjectApi, types: KnownTypes, name: string) {
  const content = types
    .all()
    .filter(({ namespaced }) => namespaced)
    .flatMap(type =>
      [...api.store.list(type, name)].map(({ metadata }) => ({
        type,
        metadata,
      })),
    );
  for (const { type, metadata } of content) {
    if (!metadata.deletionTimestamp) {
      api.delete(type, metadata, { propagationPolicy: 'Background' });
    }
  }
  const current = api.get(NAMESPACES, { name });
  if (content.length === 0 && !current.metadata.finalizers?.length) {
    api.store.remove(NAMESPACES, current);
  }
}
