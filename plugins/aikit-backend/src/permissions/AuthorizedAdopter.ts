import {
  AdoptRequest,
  AdoptResponse,
  HelmReleaseResponse,
  HelmReleasesResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { ReleaseTarget } from '@aikit-backstage/plugin-aikit-node';
import { CallerAdopter } from '../adopt/CallerAdopter';
import { ReleaseAdopter } from '../adopt/ReleaseAdopter';
import { Caller } from '../caller';
import { EntityAccess } from './EntityAccess';
import { assertOwnWorkload, fullRef } from './ownWorkload';

/**
 * The adopter, for callers. Releases belong to nobody in the catalog yet, and
 * their values are shown: that is for those who may create workloads.
 */
export class AuthorizedAdopter implements CallerAdopter {
  readonly #adopter: ReleaseAdopter;
  readonly #access: EntityAccess;

  constructor(adopter: ReleaseAdopter, access: EntityAccess) {
    this.#adopter = adopter;
    this.#access = access;
  }

  async list(
    where: Omit<ReleaseTarget, 'release'>,
    { credentials }: Caller,
  ): Promise<HelmReleasesResponse> {
    await this.#access.assertMayReadReleases(credentials);
    return this.#adopter.list(where);
  }

  async get(
    target: ReleaseTarget,
    { credentials }: Caller,
  ): Promise<HelmReleaseResponse> {
    await this.#access.assertMayReadReleases(credentials);
    return this.#adopter.get(target);
  }

  async adopt(
    target: ReleaseTarget,
    request: AdoptRequest,
    { credentials }: Caller,
  ): Promise<AdoptResponse> {
    const entityRef = fullRef(request.entityRef);
    await this.#access.assertMayReadReleases(credentials);
    await this.#access.assertMayDeploy(entityRef, credentials);
    const running = await this.#adopter.running(target);
    await assertOwnWorkload(
      running,
      target,
      entityRef,
      this.#access,
      credentials,
    );
    return this.#adopter.adopt(target, request);
  }
}
