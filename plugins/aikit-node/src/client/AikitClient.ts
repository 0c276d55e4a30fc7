import {
  AdoptRequest,
  AdoptResponse,
  adoptResponseSchema,
  DeployRequest,
  DeployResponse,
  deployResponseSchema,
  HelmReleaseResponse,
  helmReleaseResponseSchema,
  HelmReleasesResponse,
  helmReleasesResponseSchema,
  RemoveResponse,
  removeResponseSchema,
  RenderRequest,
  RenderResponse,
  renderResponseSchema,
  WorkloadResponse,
  workloadResponseSchema,
  WorkloadsResponse,
  workloadsResponseSchema,
} from '@aikit-backstage/plugin-aikit-common';
import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  ForwardedError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { readError } from './readError';
import {
  AikitRequestOptions,
  AikitService,
  ReleaseTarget,
  WorkloadTarget,
} from './types';

type Schema<T> = { parse(value: unknown): T };

interface AikitRequest<T> {
  method: 'GET' | 'PUT' | 'DELETE' | 'POST';
  path: string;
  body?: object;
  schema: Schema<T>;
}

/**
 * {@link AikitService} over HTTP.
 *
 * @public
 */
export class AikitClient implements AikitService {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  workloads(options: AikitRequestOptions): Promise<WorkloadsResponse> {
    return this.#ask(
      { method: 'GET', path: '/workloads', schema: workloadsResponseSchema },
      options,
    );
  }

  workload(
    target: WorkloadTarget,
    options: AikitRequestOptions,
  ): Promise<WorkloadResponse> {
    return this.#ask(
      {
        method: 'GET',
        path: pathOf(target),
        schema: workloadResponseSchema,
      },
      options,
    );
  }

  deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    options: AikitRequestOptions,
  ): Promise<DeployResponse> {
    return this.#ask(
      {
        method: 'PUT',
        path: pathOf(target),
        body: request,
        schema: deployResponseSchema,
      },
      options,
    );
  }

  remove(
    target: WorkloadTarget,
    options: AikitRequestOptions,
  ): Promise<RemoveResponse> {
    return this.#ask(
      {
        method: 'DELETE',
        path: pathOf(target),
        schema: removeResponseSchema,
      },
      options,
    );
  }

  releases(
    where: { cluster: string; namespace: string },
    options: AikitRequestOptions,
  ): Promise<HelmReleasesResponse> {
    return this.#ask(
      {
        method: 'GET',
        path: `${namespacePath(where)}/releases`,
        schema: helmReleasesResponseSchema,
      },
      options,
    );
  }

  release(
    target: ReleaseTarget,
    options: AikitRequestOptions,
  ): Promise<HelmReleaseResponse> {
    return this.#ask(
      {
        method: 'GET',
        path: releasePath(target),
        schema: helmReleaseResponseSchema,
      },
      options,
    );
  }

  adopt(
    target: ReleaseTarget,
    request: AdoptRequest,
    options: AikitRequestOptions,
  ): Promise<AdoptResponse> {
    return this.#ask(
      {
        method: 'POST',
        path: `${releasePath(target)}/adopt`,
        body: request,
        schema: adoptResponseSchema,
      },
      options,
    );
  }

  render(
    request: RenderRequest,
    options: AikitRequestOptions,
  ): Promise<RenderResponse> {
    return this.#ask(
      {
        method: 'POST',
        path: '/render',
        body: request,
        schema: renderResponseSchema,
      },
      options,
    );
  }

  async #ask<T>(
    request: AikitRequest<T>,
    options: AikitRequestOptions,
  ): Promise<T> {
    const response = await this.#fetch(request, options);
    if (!response.ok) {
      throw readError(await ResponseError.fromResponse(response));
    }
    const body: unknown = await response.json();
    try {
      return request.schema.parse(body);
    } catch (error) {
      throw new ForwardedError(
        'The AIKit backend answered in a shape that this version does not read; run the same version of its packages everywhere',
        error,
      );
    }
  }

  async #fetch<T>(
    { method, path, body }: AikitRequest<T>,
    { credentials, signal }: AikitRequestOptions,
  ): Promise<Response> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'aikit',
    });
    const baseUrl = await this.#discovery.getBaseUrl('aikit');
    try {
      return await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body && { 'Content-Type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new ServiceUnavailableError(
        'The AIKit backend cannot be reached',
        error,
      );
    }
  }
}

function namespacePath(where: { cluster: string; namespace: string }): string {
  const [cluster, namespace] = [where.cluster, where.namespace].map(
    encodeURIComponent,
  );
  return `/clusters/${cluster}/namespaces/${namespace}`;
}

function pathOf({ name, ...where }: WorkloadTarget): string {
  return `${namespacePath(where)}/workloads/${encodeURIComponent(name)}`;
}

function releasePath({ release, ...where }: ReleaseTarget): string {
  return `${namespacePath(where)}/releases/${encodeURIComponent(release)}`;
}
