import {
  aikitClusterReadPermission,
  aikitWorkloadAdoptPermission,
  aikitWorkloadApprovePermission,
  aikitWorkloadCreatePermission,
  aikitWorkloadReadPermission,
  aikitWorkloadUpdatePermission,
  fullEntityRef,
} from '@aikit-backstage/plugin-aikit-common';
import { AikitPlace, Ownership } from '@aikit-backstage/plugin-aikit-node';
import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { isWorkload } from '../deploy/kinds';
import { describeLive, LiveObject } from '../deploy/WorkloadObjects';
import { Claim } from '../workloads/Workloads';
import {
  Admission,
  claimOf,
  comparable,
  ownersOf,
  userOf,
  Where,
} from './claims';
import {
  Grants,
  MAX_AT_ONCE,
  PlacePermission,
  WorkloadPermission,
} from './Grants';
import {
  notAdmitted,
  ofAbsentEntity,
  ofNoEntity,
  ofOtherEntity,
  ofOtherOwner,
  refused,
  whereabouts,
} from './refusals';

const MAX_ENTITIES = 1_000;

/**
 * What a caller may do with workloads: by whether the catalog shows them the
 * entity, by the suite's own permissions, and by whose the workload is.
 *
 * Nothing is kept from one caller to the next, nor from one call to the next.
 */
export class EntityAccess {
  /** Who is whose. */
  readonly ownership: Ownership;
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;

  constructor(options: {
    catalog: CatalogService;
    permissions: PermissionsService;
    auth: AuthService;
    userInfo: UserInfoService;
  }) {
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#auth = options.auth;
    this.ownership = new Ownership(options);
  }

  /**
   * The entity, for somebody who may see its workloads; and whether they may
   * see clusters.
   *
   * @throws NotFoundError when the caller cannot read the entity, whether it is
   * there or not; NotAllowedError without the permission
   */
  async readEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<{ entity: Entity; clusters: boolean }> {
    const [entity, { may, clusters }] = await Promise.all([
      this.#entity(entityRef, credentials),
      this.#grants(credentials).toRead(entityRef),
    ]);
    if (!entity) {
      throw new NotFoundError(
        `There is no entity ${entityRef} in the catalog that you may read`,
      );
    }
    if (!may) {
      throw refused(aikitWorkloadReadPermission, `of ${entityRef}`);
    }
    return { entity, clusters };
  }

  /**
   * Those of many entities whose workloads the caller may see; of very many,
   * some: what has not been asked about is not shown.
   *
   * @param entityRefs - full references, or text that is none
   */
  async readable(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<ReadonlySet<string>> {
    const asked = entityRefs
      .filter(ref => fullEntityRef(ref))
      .slice(0, MAX_ENTITIES);
    const shown = new Set<string>();
    for (let from = 0; from < asked.length; from += MAX_AT_ONCE) {
      const some = asked.slice(from, from + MAX_AT_ONCE);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: some, fields: ['kind', 'metadata'] },
        { credentials },
      );
      const known = some.filter((_, place) => items[place]);
      const may = await this.#grants(credentials).onEntities(
        aikitWorkloadReadPermission,
        known,
      );
      known.filter((_, place) => may[place]).forEach(ref => shown.add(ref));
    }
    return shown;
  }

  /**
   * Refuses who lacks a permission whatever it is about, so that no answer
   * tells them what there is. It comes before anything is looked at.
   *
   * @throws NotAllowedError
   */
  async assertNotDenied(
    permission: WorkloadPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (await this.#grants(credentials).isDenied(permission)) {
      throw refused(permission);
    }
  }

  /**
   * Whether something may be done with a workload that has been found. As long
   * as the catalog does not have its entity, its owner may, where they could
   * make it. To an entity of other owners it is shown, and no more: anybody may
   * register one by the name that a workload gives.
   *
   * @param notFound - as if there were no workload
   * @throws NotFoundError for somebody who may not see it; NotAllowedError for
   * somebody who may see it, but not do that
   */
  async assertMay(
    permission: WorkloadPermission,
    { entityRef: reference, owner }: Claim,
    { cluster, namespace }: Where,
    credentials: BackstageCredentials,
    notFound: () => NotFoundError,
  ): Promise<void> {
    const entityRef = comparable(reference);
    const entity = await this.#entity(entityRef, credentials);
    if (entity) {
      const [may, maySee] = await this.#grants(credentials).onEntity(
        [permission, aikitWorkloadReadPermission],
        entityRef,
      );
      if (!may) {
        throw maySee ? refused(permission, `of ${entityRef}`) : notFound();
      }
      const isRead = permission.name === aikitWorkloadReadPermission.name;
      if (!isRead && !(await this.#isConfirmed(owner, entity, credentials))) {
        throw maySee ? ofOtherOwner(entityRef, owner) : notFound();
      }
      return;
    }
    const isTheirs =
      !(await this.#isInCatalog(entityRef)) &&
      (await this.ownership.isOwn(owner, credentials)) &&
      (await this.#grants(credentials).hasAt(aikitWorkloadCreatePermission, {
        cluster,
        namespace,
        owner: owner && comparable(owner),
      }));
    if (!isTheirs) {
      throw notFound();
    }
  }

  /**
   * Lets somebody in to make or change a workload, or to take it over. Nothing
   * but the catalog and the permissions have been asked when they are refused,
   * and the words are the same whatever there is.
   *
   * @param permission - what is needed at the place
   * @throws NotAllowedError
   */
  async admit(
    permission:
      | typeof aikitWorkloadCreatePermission
      | typeof aikitWorkloadAdoptPermission,
    claim: Claim,
    { cluster, namespace }: Where,
    credentials: BackstageCredentials,
  ): Promise<Admission> {
    const entityRef = comparable(claim.entityRef);
    const entity = await this.#entity(entityRef, credentials);
    const isHidden = !entity && (await this.#isInCatalog(entityRef));
    const owner = claim.owner
      ? comparable(claim.owner)
      : ownersOf(entity)[0] ?? userOf(credentials, this.#auth);
    const place = { cluster, namespace, owner };
    const [isGranted, [mayUpdate]] = await Promise.all([
      this.#grants(credentials).hasAt(permission, place),
      entity
        ? this.#grants(credentials).onEntity(
            [aikitWorkloadUpdatePermission],
            entityRef,
          )
        : [!isHidden],
    ]);
    // Who may change what is there need not be one who may make it.
    const isEnough =
      isGranted || (entity && permission === aikitWorkloadCreatePermission);
    if (!mayUpdate || !isEnough) {
      throw notAdmitted(permission, entityRef, { cluster, namespace });
    }
    if (owner !== ownersOf(entity)[0]) {
      await this.ownership.assertMayAssign(owner, credentials);
    }
    return { entityRef, owner, mayCreate: isGranted, entity };
  }

  /**
   * A workload that belongs to another entity is never overwritten, not even by
   * force: removing it needs a permission on that entity. One of an entity that
   * the catalog does not have, or gives to others, is its owner's alone. One of
   * no entity, as it comes from Git, is nobody's here.
   *
   * @param live - what carries the entity of what is there
   * @throws ConflictError, which names the other entity to who may see it;
   * NotAllowedError
   */
  async assertOwn(
    live: LiveObject[],
    where: Where,
    { entityRef, entity }: Admission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    for (const object of live) {
      const claim = claimOf(object);
      if (object.managed && isWorkload(object.kind) && !claim) {
        throw ofNoEntity(describeLive(object, where), entityRef);
      }
      const other = claim && comparable(claim.entityRef);
      if (other && other !== entityRef) {
        const owner = (await this.isReadable(other, credentials))
          ? other
          : 'another entity';
        throw ofOtherEntity(describeLive(object, where), owner, entityRef);
      }
      if (
        other &&
        !entity &&
        !(await this.ownership.isOwn(claim.owner, credentials))
      ) {
        throw ofAbsentEntity(describeLive(object, where), entityRef);
      }
      const whose = claim?.owner;
      if (entity && !(await this.#isConfirmed(whose, entity, credentials))) {
        throw ofOtherOwner(entityRef, whose);
      }
    }
  }

  /**
   * The caller as somebody who approves workloads of an entity. Owning it is
   * not enough, whether the catalog has it or not.
   *
   * @returns their full reference; undefined when they may not
   */
  async approver(
    reference: string,
    credentials: BackstageCredentials,
  ): Promise<string | undefined> {
    const entityRef = comparable(reference);
    const [may] = await this.#grants(credentials).onEntity(
      [aikitWorkloadApprovePermission],
      entityRef,
    );
    const isHidden =
      may &&
      !(await this.isReadable(entityRef, credentials)) &&
      (await this.#isInCatalog(entityRef));
    if (!may || isHidden) {
      return undefined;
    }
    return this.nameOf(credentials);
  }

  /** The caller: a user's full reference, or the name of a service. */
  nameOf(credentials: BackstageCredentials): string | undefined {
    return this.#auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : userOf(credentials, this.#auth);
  }

  /**
   * Does something in a cluster. What is wrong with the cluster is told to
   * those who may see clusters.
   */
  async inCluster<T>(
    cluster: string,
    credentials: BackstageCredentials,
    action: () => Promise<T>,
  ): Promise<T> {
    try {
      return await action();
    } catch (error) {
      const isTrouble =
        isError(error) && error.name === 'ServiceUnavailableError';
      if (isTrouble && !(await this.mayReadClusters(credentials))) {
        throw new ServiceUnavailableError(
          `Cluster '${cluster}' cannot be used at the moment. Why is shown to those with the permission ${aikitClusterReadPermission.name}`,
        );
      }
      throw error;
    }
  }

  /** @throws NotAllowedError, the same whether it is granted elsewhere */
  async assertAt(
    permission: PlacePermission,
    place: AikitPlace,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.#grants(credentials).hasAt(permission, place))) {
      throw refused(permission, whereabouts(place));
    }
  }

  /** @throws NotAllowedError without the permission */
  async assertMayReadClusters(
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.mayReadClusters(credentials))) {
      throw refused(aikitClusterReadPermission);
    }
  }

  mayReadClusters(credentials: BackstageCredentials): Promise<boolean> {
    return this.#grants(credentials).has(aikitClusterReadPermission);
  }

  /** Whether the caller may know of an entity by its name. */
  async isReadable(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return (await this.#entity(entityRef, credentials)) !== undefined;
  }

  /** Whether the catalog, or the caller, may speak for a workload's owner. */
  async #isConfirmed(
    owner: string | undefined,
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return (
      !owner ||
      ownersOf(entity).includes(comparable(owner)) ||
      this.ownership.speaksFor(owner, credentials)
    );
  }

  #grants(credentials: BackstageCredentials): Grants {
    return new Grants(this.#permissions, credentials);
  }

  async #isInCatalog(entityRef: string): Promise<boolean> {
    return this.isReadable(
      entityRef,
      await this.#auth.getOwnServiceCredentials(),
    );
  }

  #entity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    return this.#catalog.getEntityByRef(entityRef, { credentials });
  }
}
