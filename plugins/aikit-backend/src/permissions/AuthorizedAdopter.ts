import {
  AdoptRequest,
  AdoptResponse,
  aikitReleaseReadPermission,
  aikitWorkloadAdoptPermission,
  HelmReleaseResponse,
  HelmReleasesResponse,
  ReleaseTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ReleaseAdopter } from '../adopt/ReleaseAdopter';
import { EntityAccess, Where } from './EntityAccess';

/**
 * The adopter, for callers. Releases belong to nobody in the catalog yet, so
 * the place decides who sees them, and who takes them over.
 */
export class AuthorizedAdopter {
  readonly #adopter: ReleaseAdopter;
  readonly #access: EntityAccess;

  constructor(adopter: ReleaseAdopter, access: EntityAccess) {
    this.#adopter = adopter;
    this.#access = access;
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

  /** For those who may read the releases of a place: their values are shown. */
  async #reading<T>(
    { cluster, namespace }: Where,
    credentials: BackstageCredentials,
    read: () => Promise<T>,
  ): Promise<T> {
    await this.#access.assertAt(
      aikitReleaseReadPermission,
      { cluster, namespace },
      credentials,
    );
    return this.#access.inCluster(cluster, credentials, read);
  }
}
