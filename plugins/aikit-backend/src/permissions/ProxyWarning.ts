import {
  AuthService,
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { kubernetesProxyPermission } from '@backstage/plugin-kubernetes-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Mirrors } from '../mirror/types';

/** So many users are asked about, each once. */
const MAX_USERS = 1_000;

/**
 * Says in the log, once, that users may use the proxy of Backstage's Kubernetes
 * plugin: behind it is the account by which the suite writes, and no permission
 * of the suite's holds there.
 */
export class ProxyWarning {
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #mirrors: Mirrors;
  readonly #permissions: PermissionsService;
  readonly #users = new Set<string>();
  #isDone = false;

  constructor(options: {
    auth: AuthService;
    logger: LoggerService;
    mirrors: Mirrors;
    permissions: PermissionsService;
  }) {
    this.#auth = options.auth;
    this.#logger = options.logger;
    this.#mirrors = options.mirrors;
    this.#permissions = options.permissions;
  }

  /** At each request; asks at the first of each user. */
  async heed(credentials: BackstageCredentials): Promise<void> {
    if (this.#isDone || !this.#auth.isPrincipal(credentials, 'user')) {
      return;
    }
    const { userEntityRef } = credentials.principal;
    // A cluster without an account of the suite's is one it cannot write to.
    const isWritten = this.#mirrors
      .list()
      .some(mirror => mirror.status().state !== 'unsupported');
    if (!isWritten || this.#users.has(userEntityRef)) {
      return;
    }
    this.#users.add(userEntityRef);
    this.#isDone = this.#users.size >= MAX_USERS;
    try {
      const [{ result }] = await this.#permissions.authorize(
        [{ permission: kubernetesProxyPermission }],
        { credentials },
      );
      if (result === AuthorizeResult.ALLOW && !this.#isDone) {
        this.#isDone = true;
        this.#logger.warn(
          `${userEntityRef} may use the proxy of the Kubernetes plugin, and with it the account by which AIKit changes clusters, whatever the permissions and the policy of AIKit say. Deny ${kubernetesProxyPermission.name} to users: see docs/security.md#the-proxy`,
        );
      }
    } catch (error) {
      this.#logger.debug(
        `Whether users may use the proxy of the Kubernetes plugin is not known: ${
          toError(error).message
        }`,
      );
    }
  }
}
