import {
  AdoptRequest,
  AdoptResponse,
  HelmReleaseResponse,
  HelmReleasesResponse,
  ReleaseTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ReleaseAdopter } from '../adopt/ReleaseAdopter';
import { EntityAccess } from './EntityAccess';

/**
 * The adopter, for callers. Releases belong to nobody in the catalog yet, and
 * their values are shown: that is for those who may create workloads.
 */
export class AuthorizedAdopter {
  readonly #adopter: ReleaseAdopter;
  readonly #access: EntityAccess;

  constructor(adopter: ReleaseAdopter, access: EntityAccess) {
    this.#adopter = adopter;
    this.#access = access;
  }

  async list(
    where: Omit<ReleaseTarget, 'release'>,
    credentials: BackstageCredentials,
  ): Promise<HelmReleasesResponse> {
    await this.#access.assertMayReadReleases(credentials);
    return this.#adopter.list(where);
  }

  async get(
    target: ReleaseTarget,
    credentials: BackstageCredentials,
  ): Promise<HelmReleaseResponse> {
    await this.#access.assertMayReadReleases(credentials);
    return this.#adopter.get(target);
  }

  async adopt(
    target: ReleaseTarget,
    request: AdoptRequest,
    credentials: BackstageCredentials,
  ): Promise<AdoptResponse> {
    const { entityRef } = request;
    await this.#access.assertMayReadReleases(credentials);
    await this.#access.assertMayDeploy(entityRef, credentials);
    const found = await this.#adopter.find(target);
    await this.#access.assertOwn(found.live, target, entityRef, credentials);
    return this.#adopter.adopt(target, request, found);
  }
}
