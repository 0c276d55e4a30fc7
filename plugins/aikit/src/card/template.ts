import { KUBERNETES_ANNOTATIONS } from '@aikit-backstage/plugin-aikit-common';
import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { getEntityRelations } from '@backstage/plugin-catalog-react';

/** Reference of the template that an entity without workload is led to. */
export const DEFAULT_TEMPLATE = 'template:default/aikit-inference';

/**
 * Fields of the template's form that follow from the entity: its name, owner
 * and system, and the cluster and namespace that its Kubernetes annotations
 * limit it to. What is not known is left out.
 */
export function templateFormData(entity: Entity): Record<string, string> {
  const [owner] = getEntityRelations(entity, RELATION_OWNED_BY);
  const [system] = getEntityRelations(entity, RELATION_PART_OF, {
    kind: 'system',
  });
  const annotations = entity.metadata.annotations ?? {};
  const cluster = annotations[KUBERNETES_ANNOTATIONS.cluster];
  const namespace = annotations[KUBERNETES_ANNOTATIONS.namespace];
  return {
    name: entity.metadata.name,
    ...(owner && { owner: stringifyEntityRef(owner) }),
    ...(system && { system: stringifyEntityRef(system) }),
    ...(cluster && { cluster }),
    ...(namespace && { namespace }),
  };
}
