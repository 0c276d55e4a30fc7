import {
  aikitClusterReadPermission,
  aikitWorkloadCreatePermission,
  aikitWorkloadDeletePermission,
  aikitWorkloadReadPermission,
  aikitWorkloadUpdatePermission,
  fullEntityRef,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
} from '@backstage/plugin-permission-common';
import { describeLive, LiveObject } from '../deploy/WorkloadObjects';

/**
 * - `readable`: the caller may read the entity.
 * - `hidden`: it is there, and the caller may not read it.
 * - `absent`: the catalog has no such entity.
 */
type Visibility = 'readable' | 'hidden' | 'absent';

/**
 * What a caller may do with the workloads of an entity: by whether the catalog
 * shows them the entity, and by the suite's own permissions.
 *
 * Nothing is kept from one caller to the next, nor from one call to the next.
 */
export class EntityAccess {
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;

  constructor(options: {
    catalog: CatalogService;
    permissions: PermissionsService;
    auth: AuthService;
  }) {
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#auth = options.auth;
  }

  /**
   * The entity, for somebody who may see its workloads.
   *
   * @throws NotFoundError when the caller cannot read the entity, whether it is
   * there or not; NotAllowedError without the permission
   */
  async readEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(
        `There is no entity ${entityRef} in the catalog that you may read`,
      );
    }
    await this.#authorize(
      { permission: aikitWorkloadReadPermission, resourceRef: entityRef },
      credentials,
      `see the workloads of ${entityRef}`,
    );
    return entity;
  }

  /**
   * Whether one workload of an entity may be seen. A workload is there some
   * seconds before its entity: until then it is shown to those who may submit
   * workloads for entities that the catalog does not have.
   *
   * @throws NotFoundError, as if there were no workload, when the entity is
   * hidden; NotAllowedError without the permission
   */
  async assertMayReadWorkload(
    entityRef: string,
    credentials: BackstageCredentials,
    notFound: () => NotFoundError,
  ): Promise<void> {
    const state = await this.#visibility(entityRef, credentials);
    if (state === 'hidden') {
      throw notFound();
    }
    await this.#authorize(
      state === 'readable'
        ? { permission: aikitWorkloadReadPermission, resourceRef: entityRef }
        : { permission: aikitWorkloadCreatePermission },
      credentials,
      `see the workloads of ${entityRef}`,
    );
  }

  /**
   * @param hidden - error for an entity that the caller may not know of; by
   * default one that does not tell this from a permission that is missing
   * @throws NotAllowedError
   */
  async assertMayDeploy(
    reference: string,
    credentials: BackstageCredentials,
    hidden?: () => Error,
  ): Promise<void> {
    const entityRef = comparable(reference);
    const state = await this.#visibility(entityRef, credentials);
    const what = `deploy workloads of ${entityRef}`;
    if (state === 'hidden') {
      throw hidden?.() ?? notAllowed(what, aikitWorkloadUpdatePermission.name);
    }
    await this.#authorize(
      state === 'readable'
        ? { permission: aikitWorkloadUpdatePermission, resourceRef: entityRef }
        : { permission: aikitWorkloadCreatePermission },
      credentials,
      what,
    );
  }

  /**
   * @throws NotFoundError, as if there were no workload, when the entity is
   * hidden; NotAllowedError without the permission
   */
  async assertMayRemove(
    reference: string,
    credentials: BackstageCredentials,
    notFound: () => NotFoundError,
  ): Promise<void> {
    const entityRef = comparable(reference);
    const state = await this.#visibility(entityRef, credentials);
    if (state === 'hidden') {
      throw notFound();
    }
    await this.#authorize(
      { permission: aikitWorkloadDeletePermission, resourceRef: entityRef },
      credentials,
      `remove workloads of ${entityRef}`,
    );
  }

  /**
   * A workload that belongs to another entity is never overwritten, not even by
   * force: removing it needs a permission on that entity.
   *
   * @param live - what carries the entity of what is there
   * @throws ConflictError, which names the other entity to who may see it
   */
  async assertOwn(
    live: LiveObject[],
    where: Omit<WorkloadTarget, 'name'>,
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const own = comparable(entityRef);
    for (const object of live) {
      const other = object.entityRef && comparable(object.entityRef);
      if (other && other !== own) {
        const owner = (await this.isReadable(other, credentials))
          ? other
          : 'another entity';
        throw new ConflictError(
          `${describeLive(
            object,
            where,
          )} belongs to ${owner}, not to ${own}: choose another name, or remove it first`,
        );
      }
    }
  }

  /** @throws NotAllowedError without the permission */
  async assertMayReadReleases(
    credentials: BackstageCredentials,
  ): Promise<void> {
    await this.#authorize(
      { permission: aikitWorkloadCreatePermission },
      credentials,
      'see or take over Helm releases',
    );
  }

  /** @throws NotAllowedError without the permission */
  async assertMayReadClusters(
    credentials: BackstageCredentials,
  ): Promise<void> {
    await this.#authorize(
      { permission: aikitClusterReadPermission },
      credentials,
      'see the clusters',
    );
  }

  /** Whether the caller may know of an entity by its name. */
  async isReadable(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    return entity !== undefined;
  }

  async #visibility(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Visibility> {
    if (await this.isReadable(entityRef, credentials)) {
      return 'readable';
    }
    const hidden = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    return hidden ? 'hidden' : 'absent';
  }

  async #authorize(
    request: AuthorizePermissionRequest,
    credentials: BackstageCredentials,
    what: string,
  ): Promise<void> {
    const [{ result }] = await this.#permissions.authorize([request], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw notAllowed(what, request.permission.name);
    }
  }
}

/**
 * A reference in full, in the catalog's spelling. One that cannot be read is
 * somebody else's annotation: it is no entity of the catalog, and not the
 * caller's either.
 */
function comparable(entityRef: string): string {
  return fullEntityRef(entityRef) ?? entityRef;
}

function notAllowed(what: string, permission: string): NotAllowedError {
  return new NotAllowedError(
    `You may not ${what}: the permission ${permission} is needed`,
  );
}
