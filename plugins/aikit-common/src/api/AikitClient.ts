import { parseEntityRef } from '@backstage/catalog-model';
import { ForwardedError, ResponseError } from '@backstage/errors';
import {
  AdoptResponse,
  adoptResponseSchema,
  HelmReleaseResponse,
  helmReleaseResponseSchema,
  HelmReleasesResponse,
  helmReleasesResponseSchema,
} from './adoption';
import { ClustersResponse, clustersResponseSchema } from './clusters';
import {
  DeployResponse,
  deployResponseSchema,
  InferenceResponse,
  inferenceResponseSchema,
  RemoveResponse,
  removeResponseSchema,
  WorkloadResponse,
  workloadResponseSchema,
  WorkloadsResponse,
  workloadsResponseSchema,
} from './contract';
import { PolicyResponse, policyResponseSchema } from './policy';
import { AdoptRequest, DeployRequest } from './requests';

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

/**
 * Options of every request of {@link AikitClient}.
 *
 * @public
 */
export interface AikitRequestOptions {
  /** Cancels the request; the promise then rejects with its reason. */
  signal?: AbortSignal;
}

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

type Schema<T> = { parse(value: unknown): T };

type Method = 'GET' | 'PUT' | 'DELETE' | 'POST';

/**
 * The AIKit backend over HTTP, for the browser and for other backends.
 *
 * Every method rejects with a `ResponseError` of `@backstage/errors` when the
 * backend refuses or fails, and with a `ForwardedError` when it answers in a
 * shape that this version does not read.
 *
 * @public
 */
export class AikitClient {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  /**
   * The workloads of a catalog entity, worst health first.
   *
   * @param entityRef - full reference, such as `component:default/chat`
   * @param options - `etag` of the version the caller has
   */
  async workloads(
    entityRef: string,
    options: AikitRequestOptions & { etag?: string } = {},
  ): Promise<Versioned<WorkloadsResponse>> {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const path = pathOf('entities', kind, namespace, name, 'workloads');
    // The Fetch standard hands a 304 to the caller, past the browser's cache,
    // only when the caller itself sets the condition.
    const response = await this.#fetch('GET', path, options, {
      headers: options.etag ? { 'If-None-Match': options.etag } : {},
    });
    return response.status === 304
      ? { modified: false }
      : {
          modified: true,
          body: await readBody(response, workloadsResponseSchema),
          etag: response.headers.get('etag') ?? undefined,
        };
  }

  /** All workloads that the portal has submitted; services only. */
  portalWorkloads(options?: AikitRequestOptions): Promise<WorkloadsResponse> {
    return this.#ask('GET', '/workloads', workloadsResponseSchema, options);
  }

  /** One workload, from memory. Not found until the backend has seen it. */
  workload(
    target: WorkloadTarget,
    options?: AikitRequestOptions,
  ): Promise<WorkloadResponse> {
    return this.#ask(
      'GET',
      workloadPath(target),
      workloadResponseSchema,
      options,
    );
  }

  /** What to submit for the same workload again. */
  inference(
    target: WorkloadTarget,
    options?: AikitRequestOptions,
  ): Promise<InferenceResponse> {
    const path = `${workloadPath(target)}/inference`;
    return this.#ask('GET', path, inferenceResponseSchema, options);
  }

  /** The clusters of the portal, with their state and their accelerators. */
  clusters(options?: AikitRequestOptions): Promise<ClustersResponse> {
    return this.#ask('GET', '/clusters', clustersResponseSchema, options);
  }

  /**
   * What the policy lets an owner do; without one, anybody.
   *
   * @param owner - full reference, such as `group:default/search`
   */
  policy(
    owner?: string,
    options?: AikitRequestOptions,
  ): Promise<PolicyResponse> {
    const query = owner ? `?owner=${encodeURIComponent(owner)}` : '';
    return this.#ask('GET', `/policy${query}`, policyResponseSchema, options);
  }

  /** Approves what waits for it: it is submitted as it was. */
  approve(
    target: WorkloadTarget,
    options?: AikitRequestOptions,
  ): Promise<DeployResponse> {
    const path = `${workloadPath(target)}/approval`;
    return this.#ask('POST', path, deployResponseSchema, options);
  }

  /** Submits a workload, or changes it. */
  deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    options?: AikitRequestOptions,
  ): Promise<DeployResponse> {
    const path = workloadPath(target);
    return this.#ask('PUT', path, deployResponseSchema, options, request);
  }

  /**
   * What a submission would change in the cluster, and whether it fits there.
   * Nothing is changed; it takes the permissions that submitting takes.
   */
  preview(
    target: WorkloadTarget,
    request: Omit<DeployRequest, 'dryRun'>,
    options?: AikitRequestOptions,
  ): Promise<DeployResponse> {
    return this.deploy(target, { ...request, dryRun: true }, options);
  }

  remove(
    target: WorkloadTarget,
    options?: AikitRequestOptions,
  ): Promise<RemoveResponse> {
    const path = workloadPath(target);
    return this.#ask('DELETE', path, removeResponseSchema, options);
  }

  /** Helm releases of the AIKit chart. */
  releases(
    where: { cluster: string; namespace: string },
    options?: AikitRequestOptions,
  ): Promise<HelmReleasesResponse> {
    const path = `${namespacePath(where)}/releases`;
    return this.#ask('GET', path, helmReleasesResponseSchema, options);
  }

  /** One of them, with its values. */
  release(
    target: ReleaseTarget,
    options?: AikitRequestOptions,
  ): Promise<HelmReleaseResponse> {
    const path = releasePath(target);
    return this.#ask('GET', path, helmReleaseResponseSchema, options);
  }

  /** Takes its workload over, without touching a pod. */
  adopt(
    target: ReleaseTarget,
    request: AdoptRequest,
    options?: AikitRequestOptions,
  ): Promise<AdoptResponse> {
    const path = `${releasePath(target)}/adopt`;
    return this.#ask('POST', path, adoptResponseSchema, options, request);
  }

  async #ask<T>(
    method: Method,
    path: string,
    schema: Schema<T>,
    options: AikitRequestOptions = {},
    body?: object,
  ): Promise<T> {
    const response = await this.#fetch(method, path, options, {
      ...(body && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    return readBody(response, schema);
  }

  async #fetch(
    method: Method,
    path: string,
    { signal }: AikitRequestOptions,
    init: { headers?: Record<string, string>; body?: string },
  ): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('aikit');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, {
      ...init,
      method,
      signal,
    });
    if (!response.ok && response.status !== 304) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

async function readBody<T>(response: Response, schema: Schema<T>): Promise<T> {
  const body: unknown = await response.json();
  try {
    return schema.parse(body);
  } catch (error) {
    throw new ForwardedError(
      'The AIKit backend answered in a shape that this version does not read; run the same version of its packages everywhere',
      error,
    );
  }
}

/** `/entities/component/default/chat`, whatever is in the parts. */
function pathOf(...parts: string[]): string {
  return parts.map(part => `/${encodeURIComponent(part)}`).join('');
}

function namespacePath(where: { cluster: string; namespace: string }): string {
  return pathOf('clusters', where.cluster, 'namespaces', where.namespace);
}

function workloadPath({ name, ...where }: WorkloadTarget): string {
  return `${namespacePath(where)}${pathOf('workloads', name)}`;
}

function releasePath({ release, ...where }: ReleaseTarget): string {
  return `${namespacePath(where)}${pathOf('releases', release)}`;
}
