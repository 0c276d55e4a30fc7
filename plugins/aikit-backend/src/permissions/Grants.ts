import {
  aikitWorkloadApprovePermission,
  aikitClusterReadPermission,
  aikitWorkloadDeletePermission,
  aikitWorkloadReadPermission,
  aikitWorkloadUpdatePermission,
  RESOURCE_TYPE_AIKIT_PLACE,
} from '@aikit-backstage/plugin-aikit-common';
import { AikitPlace, grantsAtPlaces } from '@aikit-backstage/plugin-aikit-node';
import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';

/** A permission that is decided by where a workload is. */
export type PlacePermission = ResourcePermission<
  typeof RESOURCE_TYPE_AIKIT_PLACE
>;

/** A permission that is decided by the entity of a workload. */
export type WorkloadPermission =
  | typeof aikitWorkloadApprovePermission
  | typeof aikitWorkloadReadPermission
  | typeof aikitWorkloadUpdatePermission
  | typeof aikitWorkloadDeletePermission;

/**
 * So many entities are asked about in one call: Backstage's permission backend
 * and catalog take bodies of 100 kB.
 */
export const MAX_AT_ONCE = 250;

/** The permissions of one caller. Tokens that are restricted have theirs. */
export class Grants {
  readonly #permissions: PermissionsService;
  readonly #credentials: BackstageCredentials;

  constructor(
    permissions: PermissionsService,
    credentials: BackstageCredentials,
  ) {
    this.#permissions = permissions;
    this.#credentials = credentials;
  }

  async has(permission: BasicPermission): Promise<boolean> {
    const [isGranted] = await this.#ask([{ permission }]);
    return isGranted;
  }

  async hasAt(permission: PlacePermission, place: AikitPlace) {
    const [isGranted] = await grantsAtPlaces(
      this.#permissions,
      [permission],
      this.#credentials,
    );
    return isGranted(place);
  }

  /** Each of the permissions on one entity, in their order. */
  async onEntity(
    asked: WorkloadPermission[],
    resourceRef: string,
  ): Promise<boolean[]> {
    return this.#ask(asked.map(permission => ({ permission, resourceRef })));
  }

  /** One permission on each of many entities, in their order. */
  async onEntities(
    permission: WorkloadPermission,
    entityRefs: string[],
  ): Promise<boolean[]> {
    return entityRefs.length === 0
      ? []
      : this.#ask(entityRefs.map(resourceRef => ({ permission, resourceRef })));
  }

  /** What a reader of an entity's workloads is shown, in one question. */
  async toRead(
    resourceRef: string,
  ): Promise<{ may: boolean; clusters: boolean }> {
    const [may, clusters] = await this.#ask([
      { permission: aikitWorkloadReadPermission, resourceRef },
      { permission: aikitClusterReadPermission },
    ]);
    return { may, clusters };
  }

  /** Whether no entity could change that it is denied. */
  async isDenied(permission: WorkloadPermission): Promise<boolean> {
    const [{ result }] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials: this.#credentials },
    );
    return result === AuthorizeResult.DENY;
  }

  async #ask(requests: AuthorizePermissionRequest[]): Promise<boolean[]> {
    const decisions = await this.#permissions.authorize(requests, {
      credentials: this.#credentials,
    });
    return decisions.map(({ result }) => result === AuthorizeResult.ALLOW);
  }
}
