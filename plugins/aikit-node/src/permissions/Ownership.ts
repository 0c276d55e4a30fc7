import {
  aikitWorkloadAssignPermission,
  fullEntityRef,
} from '@aikit-backstage/plugin-aikit-common';
import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';

/**
 * Which owners a caller is, and which they may name.
 *
 * @public
 */
export class Ownership {
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;
  readonly #userInfo: UserInfoService;

  constructor(options: {
    permissions: PermissionsService;
    auth: AuthService;
    userInfo: UserInfoService;
  }) {
    this.#permissions = options.permissions;
    this.#auth = options.auth;
    this.#userInfo = options.userInfo;
  }

  /**
   * The owners that a user is: themselves and their groups.
   *
   * @returns undefined for a service
   */
  async owners(
    credentials: BackstageCredentials,
  ): Promise<string[] | undefined> {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      return undefined;
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      credentials,
    );
    return ownershipEntityRefs.map(comparable);
  }

  /** A service owns nothing, and stands for all owners where it may assign. */
  async isOwn(
    owner: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const owners = await this.owners(credentials);
    return owners
      ? owner !== undefined && owners.includes(comparable(owner))
      : this.#mayAssign(credentials);
  }

  /** Whether an owner is one of the caller's own, or they may name any. */
  async speaksFor(
    owner: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return (
      (await this.isOwn(owner, credentials)) || this.#mayAssign(credentials)
    );
  }

  /**
   * Whether the caller may give a workload to this owner.
   *
   * @throws NotAllowedError
   */
  async assertMayAssign(
    owner: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (owner !== undefined && !(await this.speaksFor(owner, credentials))) {
      throw new NotAllowedError(
        `You may not give a workload to ${owner}: name yourself or a group that you belong to as its owner, or ask for the permission ${aikitWorkloadAssignPermission.name}`,
      );
    }
  }

  async #mayAssign(credentials: BackstageCredentials): Promise<boolean> {
    const [{ result }] = await this.#permissions.authorize(
      [{ permission: aikitWorkloadAssignPermission }],
      { credentials },
    );
    return result === AuthorizeResult.ALLOW;
  }
}

function comparable(owner: string): string {
  return fullEntityRef(owner) ?? owner;
}
