import { aikitWorkloadAssignPermission } from '@aikit-backstage/plugin-aikit-common';
import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { comparable } from './claims';
import { Grants } from './Grants';

/** Which owners a caller is, and which they may name. */
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

  /**
   * Whether the caller may give a workload to this owner.
   *
   * @throws NotAllowedError
   */
  async assertMayAssign(
    owner: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (owner === undefined || (await this.isOwn(owner, credentials))) {
      return;
    }
    if (!(await this.#mayAssign(credentials))) {
      throw new NotAllowedError(
        `You may not give a workload to ${owner}: name yourself or a group that you belong to as its owner, or ask for the permission ${aikitWorkloadAssignPermission.name}`,
      );
    }
  }

  #mayAssign(credentials: BackstageCredentials): Promise<boolean> {
    const grants = new Grants(this.#permissions, credentials);
    return grants.has(aikitWorkloadAssignPermission);
  }
}
