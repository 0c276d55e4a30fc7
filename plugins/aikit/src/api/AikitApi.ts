import {
  ClustersResponse,
  DeployRequest,
  DeployResponse,
  WorkloadsResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { createApiRef } from '@backstage/core-plugin-api';

/**
 * Options of every request of {@link AikitApi}.
 *
 * @public
 */
export type AikitRequestOptions = {
  /** Cancels the request; the promise then rejects with an `AbortError`. */
  signal?: AbortSignal;
};

/**
 * Answer to a request that may name the version the caller already has.
 *
 * @public
 */
export type Versioned<T> =
  | {
      modified: true;
      body: T;
      /** For the next request; absent when the backend sent none. */
      etag?: string;
    }
  | {
      /** The caller's version is the newest. */
      modified: false;
    };

/**
 * Where a workload is, or is to be.
 *
 * @public
 */
export type AikitTarget = {
  cluster: string;
  namespace: string;
  name: string;
};

/**
 * What the frontend asks of the AIKit backend plugin.
 *
 * Every method rejects with a `ResponseError` of `@backstage/errors` when the
 * backend refuses or fails, and with a `ForwardedError` when it answers in a
 * shape that this version does not read.
 *
 * @public
 */
export interface AikitApi {
  /**
   * The workloads of a catalog entity, worst health first.
   *
   * @param entityRef - full reference, such as `component:default/chat`
   * @param options - `etag` of the version the caller has
   */
  workloads(
    entityRef: string,
    options?: AikitRequestOptions & { etag?: string },
  ): Promise<Versioned<WorkloadsResponse>>;

  /** The clusters of the portal, with their state and their accelerators. */
  clusters(options?: AikitRequestOptions): Promise<ClustersResponse>;

  /**
   * What a submission would change in the cluster, and whether it fits there.
   * Nothing is changed; it takes the permissions that submitting takes.
   */
  preview(
    target: AikitTarget,
    request: Omit<DeployRequest, 'dryRun'>,
    options?: AikitRequestOptions,
  ): Promise<DeployResponse>;
}

/**
 * Reference of the {@link AikitApi} utility API.
 *
 * @public
 */
export const aikitApiRef = createApiRef<AikitApi>({
  id: 'plugin.aikit.service',
});
