import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AdoptRequest,
  AdoptResponse,
  DeployRequest,
  DeployResponse,
  HelmReleaseResponse,
  HelmReleasesResponse,
  RemoveResponse,
  RenderRequest,
  RenderResponse,
  WorkloadResponse,
  WorkloadsResponse,
} from '@aikit-backstage/plugin-aikit-common';

/**
 * Which workload is meant.
 *
 * @public
 */
export interface WorkloadTarget {
  cluster: string;
  namespace: string;
  name: string;
}

/**
 * Which Helm release is meant.
 *
 * @public
 */
export interface ReleaseTarget {
  cluster: string;
  namespace: string;
  release: string;
}

/** @public */
export interface AikitRequestOptions {
  /** In whose name the backend is asked. */
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/**
 * The AIKit backend, as other backend plugins and modules see it.
 *
 * Every method throws Backstage's error classes as the backend sent them:
 * `InputError`, `NotAllowedError`, `NotFoundError`, `ConflictError`,
 * `ServiceUnavailableError`.
 *
 * @public
 */
export interface AikitService {
  /** All workloads that the portal has submitted; services only. */
  workloads(options: AikitRequestOptions): Promise<WorkloadsResponse>;
  /** One workload, from memory. Not found until the mirror has seen it. */
  workload(
    target: WorkloadTarget,
    options: AikitRequestOptions,
  ): Promise<WorkloadResponse>;
  deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    options: AikitRequestOptions,
  ): Promise<DeployResponse>;
  remove(
    target: WorkloadTarget,
    options: AikitRequestOptions,
  ): Promise<RemoveResponse>;
  /** Helm releases of the AIKit chart. */
  releases(
    where: { cluster: string; namespace: string },
    options: AikitRequestOptions,
  ): Promise<HelmReleasesResponse>;
  /** One of them, with its values. */
  release(
    target: ReleaseTarget,
    options: AikitRequestOptions,
  ): Promise<HelmReleaseResponse>;
  /** Takes its workload over, without touching a pod. */
  adopt(
    target: ReleaseTarget,
    request: AdoptRequest,
    options: AikitRequestOptions,
  ): Promise<AdoptResponse>;
  render(
    request: RenderRequest,
    options: AikitRequestOptions,
  ): Promise<RenderResponse>;
}
