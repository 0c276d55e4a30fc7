import {
  aikitWorkloadReadPermission,
  ClustersResponse,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Answer } from '../workloads/answer';
import { noWorkload } from '../workloads/notThere';
import { Workloads } from '../workloads/Workloads';
import { EntityAccess } from './EntityAccess';

/**
 * The workloads, for callers: shows each what they may see.
 */
export class AuthorizedWorkloads {
  readonly #workloads: Workloads;
  readonly #access: EntityAccess;

  constructor(workloads: Workloads, access: EntityAccess) {
    this.#workloads = workloads;
    this.#access = access;
  }

  /** @throws NotFoundError, NotAllowedError; InputError for a bad selector */
  async ofEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Answer> {
    const { entity, clusters } = await this.#access.readEntity(
      entityRef,
      credentials,
    );
    const others = [...this.#workloads.others(entity)];
    const entities = await this.#access.readable(others, credentials);
    return this.#workloads.ofEntity(entity, { entities, clusters });
  }

  /**
   * All that the portal has submitted; the router lets only services in.
   *
   * @throws NotAllowedError for a token that is not for that
   */
  async ofPortal(credentials: BackstageCredentials): Promise<Answer> {
    await this.#access.assertNotDenied(
      aikitWorkloadReadPermission,
      credentials,
    );
    const clusters = await this.#access.mayReadClusters(credentials);
    return this.#workloads.ofPortal({ clusters });
  }

  /**
   * A workload that belongs to no entity is shown to nobody.
   *
   * @throws NotFoundError, NotAllowedError
   */
  async one(
    target: WorkloadTarget,
    credentials: BackstageCredentials,
  ): Promise<Answer> {
    const notFound = () =>
      noWorkload(target, 'or it has not been seen yet, or you may not see it');
    const permission = aikitWorkloadReadPermission;
    await this.#access.assertNotDenied(permission, credentials);
    const clusters = await this.#access.mayReadClusters(credentials);
    const found = this.#workloads.one(target, { clusters });
    if (!found?.claim) {
      throw notFound();
    }
    await this.#access.assertMay(
      permission,
      found.claim,
      target,
      credentials,
      notFound,
    );
    return found.answer;
  }

  /** @throws NotAllowedError */
  async clusters(credentials: BackstageCredentials): Promise<ClustersResponse> {
    await this.#access.assertMayReadClusters(credentials);
    return this.#workloads.clusters();
  }
}
