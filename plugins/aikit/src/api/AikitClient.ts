import {
  ClustersResponse,
  clustersResponseSchema,
  DeployRequest,
  DeployResponse,
  deployResponseSchema,
  WorkloadsResponse,
  workloadsResponseSchema,
} from '@aikit-backstage/plugin-aikit-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ForwardedError, ResponseError } from '@backstage/errors';
import {
  AikitApi,
  AikitRequestOptions,
  AikitTarget,
  Versioned,
} from './AikitApi';

type Schema<T> = { parse(value: unknown): T };

/** `/entities/component/default/chat`, whatever is in the parts. */
function pathOf(...parts: string[]): string {
  return parts.map(part => `/${encodeURIComponent(part)}`).join('');
}

async function readBody<T>(response: Response, schema: Schema<T>): Promise<T> {
  const body: unknown = await response.json();
  try {
    return schema.parse(body);
  } catch (error) {
    throw new ForwardedError(
      'The AIKit backend answered in a shape that this version of the AIKit frontend does not read; run the same version of both',
      error,
    );
  }
}

/**
 * {@link AikitApi} over HTTP.
 *
 * @public
 */
export class AikitClient implements AikitApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async workloads(
    entityRef: string,
    options?: AikitRequestOptions & { etag?: string },
  ): Promise<Versioned<WorkloadsResponse>> {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const path = pathOf('entities', kind, namespace, name, 'workloads');
    const response = await this.#fetch(path, {
      signal: options?.signal,
      // The Fetch standard hands a 304 to the caller, past the browser's
      // cache, only when the caller itself sets the condition.
      headers: options?.etag ? { 'If-None-Match': options.etag } : {},
    });
    if (response.status === 304) {
      return { modified: false };
    }
    return {
      modified: true,
      body: await readBody(response, workloadsResponseSchema),
      etag: response.headers.get('etag') ?? undefined,
    };
  }

  async clusters(options?: AikitRequestOptions): Promise<ClustersResponse> {
    const response = await this.#fetch('/clusters', options ?? {});
    return readBody(response, clustersResponseSchema);
  }

  async preview(
    { cluster, namespace, name }: AikitTarget,
    request: Omit<DeployRequest, 'dryRun'>,
    options?: AikitRequestOptions,
  ): Promise<DeployResponse> {
    const response = await this.#fetch(
      pathOf('clusters', cluster, 'namespaces', namespace, 'workloads', name),
      {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...request, dryRun: true }),
        signal: options?.signal,
      },
    );
    return readBody(response, deployResponseSchema);
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const baseUrl = await this.#discoveryApi.getBaseUrl('aikit');
    const response = await this.#fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok && response.status !== 304) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}
