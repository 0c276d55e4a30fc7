import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-node';
import { LiveObject } from '../deploy/WorkloadObjects';
import { EntityAccess } from './EntityAccess';

/** The reference in full, in the catalog's spelling, so that it compares. */
export function fullRef(entityRef: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(entityRef));
  } catch {
    // Somebody else's annotation: it is no entity of the catalog, but it is
    // not the caller's either.
    return entityRef;
  }
}

/** Which object is meant, in words. */
export function describeLive(
  { kind, object }: LiveObject,
  { cluster, namespace }: Omit<WorkloadTarget, 'name'>,
): string {
  return `${kind} ${object.metadata.name} in namespace ${namespace} of cluster '${cluster}'`;
}

/**
 * A workload that belongs to another entity is never overwritten, not even by
 * force: removing it needs a permission on that entity.
 *
 * @param entityRef - in full
 * @throws ConflictError, which names the other entity to who may see it
 */
export async function assertOwnWorkload(
  running: LiveObject[],
  where: Omit<WorkloadTarget, 'name'>,
  entityRef: string,
  access: EntityAccess,
  credentials: BackstageCredentials,
): Promise<void> {
  for (const live of running) {
    const other = live.entityRef && fullRef(live.entityRef);
    if (other && other !== entityRef) {
      const owner = (await access.isReadable(other, credentials))
        ? other
        : 'another entity';
      throw new ConflictError(
        `${describeLive(
          live,
          where,
        )} belongs to ${owner}, not to ${entityRef}: choose another name, or remove it first`,
      );
    }
  }
}
