import { KUBERNETES_ANNOTATIONS } from '@aikit-backstage/plugin-aikit-common';
import { Entity } from '@backstage/catalog-model';

/**
 * Whether the entity says which workloads are its own, by an annotation of the
 * Kubernetes plugin that is not empty. The backend finds none for other
 * entities.
 */
export function namesItsWorkloads({ metadata }: Entity): boolean {
  const { id, labelSelector } = KUBERNETES_ANNOTATIONS;
  return [id, labelSelector].some(name => metadata.annotations?.[name]?.trim());
}

/** As the catalog compares: small and capital letters are the same. */
function isSame(given: unknown, word: string): boolean {
  return String(given).toLocaleLowerCase('en-US') === word;
}

/**
 * Whether an entity's page is to show the card: components set up for the
 * Kubernetes plugin, and components of the type `inference-service`.
 *
 * @public
 */
export function isAikitAvailable(entity: Entity): boolean {
  return (
    isSame(entity.kind, 'component') &&
    (namesItsWorkloads(entity) ||
      isSame(entity.spec?.type, 'inference-service'))
  );
}
