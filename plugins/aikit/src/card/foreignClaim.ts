import {
  fullEntityRef,
  REFUSED_CLAIMS_ANNOTATION,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/**
 * The owner that a workload names and the entity does not have, for a workload
 * that says it is of the entity: whoever may write to a namespace can say so.
 *
 * @returns undefined when nothing is wrong; `owner` is undefined where the
 * workload names none, and is refused because of the place it is in
 */
export function foreignClaim(
  entity: Entity,
  { cluster, namespace, name, catalog }: WorkloadStatus,
): { owner?: string } | undefined {
  const { entityRef, owner } = catalog ?? {};
  if (!entityRef || fullEntityRef(entityRef) !== stringifyEntityRef(entity)) {
    return undefined;
  }
  const refused = entity.metadata.annotations?.[REFUSED_CLAIMS_ANNOTATION];
  const owners = (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
  const isForeign =
    owner !== undefined &&
    owners.length > 0 &&
    !owners.includes(fullEntityRef(owner, 'group') ?? owner);
  const isRefused = refused
    ?.split(', ')
    .includes(`${cluster}/${namespace}/${name}`);
  return isForeign || isRefused ? { owner } : undefined;
}
