import {
  AdoptRequest,
  AdoptResponse,
  aikitReleaseReadPermission,
  aikitWorkloadAdoptPermission,
  HelmReleaseResponse,
  HelmReleasesResponse,
  limitsFor,
  Policy,
  policyPlaceIssues,
  ReleaseTarget,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { ReleaseAdopter } from '../adopt/ReleaseAdopter';
import { Where } from './claims';
import { EntityAccess } from './EntityAccess';

/**
 * The adopter, for callers. Releases belong to nobody in the catalog yet, so
 * the place decides who sees them, and who takes them over.
 */
export class AuthorizedAdopter {
  readonly #adopter: ReleaseAdopter;
  readonly #access: EntityAccess;
  readonly #policy: Policy;

  constructor(options: {
    adopter: ReleaseAdopter;
    access: EntityAccess;
    policy: Policy;
  }) {
    this.#adopter = options.adopter;
    this.#access = options.access;
    this.#policy = options.policy;
  }

  async list(
    where: Where,
    credentials: BackstageCredentials,
  ): Promise<HelmReleasesResponse> {
    return this.#reading(where, credentials, () => this.#adopter.list(where));
  }

  async get(
    target: ReleaseTarget,
    credentials: BackstageCredentials,
  ): Promise<HelmReleaseResponse> {
    return this.#reading(target, credentials, () => this.#adopter.get(target));
  }

  async adopt(
    target: ReleaseTarget,
    request: AdoptRequest,
    credentials: BackstageCredentials,
  ): Promise<AdoptResponse> {
    const admission = await this.#access.admit(
      aikitWorkloadAdoptPermission,
      request,
      target,
      credentials,
    );
    return this.#reading(target, credentials, async () => {
      const found = await this.#adopter.find(target);
      await this.#access.assertOwn(found.live, target, admission, credentials);
      const { owner } = admission;
      return this.#adopter.adopt(target, { ...request, owner }, found);
    });
  }

  /**
   * For those who may read the releases of a place, and are an owner to whom
   * the policy gives it.
   */
  async #reading<T>(
    { cluster, namespace, release = '' }: Where & { release?: string },
    credentials: BackstageCredentials,
    read: () => Promise<T>,
  ): Promise<T> {
    await this.#access.assertAt(
      aikitReleaseReadPermission,
      { cluster, namespace },
      credentials,
    );
    const owners = await this.#access.ownership.owners(credentials);
    const place = { cluster, namespace, name: release };
    if (owners && !owners.some(owner => this.#isGiven(place, owner))) {
      throw new NotAllowedError(
        `The policy of the portal gives namespace ${namespace} of cluster '${cluster}' to none of your owners. Ask ${
          this.#policy.contact
        }`,
      );
    }
    return this.#access.inCluster(cluster, credentials, read);
  }

  #isGiven(place: WorkloadTarget, owner: string): boolean {
    return (
      policyPlaceIssues(limitsFor(this.#policy, owner), place).length === 0
    );
  }
}
