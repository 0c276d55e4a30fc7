import {
  AdoptRequest,
  AdoptResponse,
  AikitClient,
  AikitRequestOptions,
  DeployRequest,
  DeployResponse,
  HelmReleaseResponse,
  HelmReleasesResponse,
  ReleaseTarget,
  RemoveResponse,
  WorkloadResponse,
  WorkloadsResponse,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import {
  AuthService,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';

/** @public */
export interface AikitServiceRequestOptions {
  /** In whose name the backend is asked. */
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/**
 * The AIKit backend, as other backend plugins and modules see it: what
 * `AikitClient` of the common package asks, in somebody's name.
 *
 * Every method throws Backstage's error classes as the backend sent them:
 * `InputError`, `NotAllowedError`, `NotFoundError`, `ConflictError`,
 * `ServiceUnavailableError`.
 *
 * @public
 */
export interface AikitService {
  /** All workloads that the portal has submitted; services only. */
  workloads(options: AikitServiceRequestOptions): Promise<WorkloadsResponse>;
  workload(
    target: WorkloadTarget,
    options: AikitServiceRequestOptions,
  ): Promise<WorkloadResponse>;
  deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    options: AikitServiceRequestOptions,
  ): Promise<DeployResponse>;
  remove(
    target: WorkloadTarget,
    options: AikitServiceRequestOptions,
  ): Promise<RemoveResponse>;
  releases(
    where: { cluster: string; namespace: string },
    options: AikitServiceRequestOptions,
  ): Promise<HelmReleasesResponse>;
  release(
    target: ReleaseTarget,
    options: AikitServiceRequestOptions,
  ): Promise<HelmReleaseResponse>;
  adopt(
    target: ReleaseTarget,
    request: AdoptRequest,
    options: AikitServiceRequestOptions,
  ): Promise<AdoptResponse>;
}

/**
 * The AIKit backend, for other backend plugins and modules.
 *
 * @public
 */
export const aikitServiceRef = createServiceRef<AikitService>({
  id: 'aikit.service',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: createAikitService,
    }),
});

/** {@link AikitService} over HTTP. */
export function createAikitService({
  auth,
  discovery,
}: {
  auth: AuthService;
  discovery: DiscoveryService;
}): AikitService {
  const client = new AikitClient({
    discoveryApi: discovery,
    fetchApi: { fetch: fetchOrSay },
  });

  async function ask<T>(
    { credentials, signal }: AikitServiceRequestOptions,
    question: (options: AikitRequestOptions) => Promise<T>,
  ): Promise<T> {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'aikit',
    });
    try {
      return await question({ token, signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw readError(error);
    }
  }

  return {
    workloads: options => ask(options, own => client.portalWorkloads(own)),
    workload: (target, options) =>
      ask(options, own => client.workload(target, own)),
    deploy: (target, request, options) =>
      ask(options, own => client.deploy(target, request, own)),
    remove: (target, options) =>
      ask(options, own => client.remove(target, own)),
    releases: (where, options) =>
      ask(options, own => client.releases(where, own)),
    release: (target, options) =>
      ask(options, own => client.release(target, own)),
    adopt: (target, request, options) =>
      ask(options, own => client.adopt(target, request, own)),
  };
}

async function fetchOrSay(
  ...request: Parameters<typeof fetch>
): Promise<Response> {
  try {
    return await fetch(...request);
  } catch (error) {
    throw new ServiceUnavailableError(
      'The AIKit backend cannot be reached',
      error,
    );
  }
}

/** The errors that callers may rely on, by their names on the wire. */
const CLASSES = {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
};

function isKnown(name: string): name is keyof typeof CLASSES {
  return Object.hasOwn(CLASSES, name);
}

/**
 * The error that the AIKit backend threw, of the class it threw and with the
 * fields it sent along (`issues`, `conflicts`, `causes`). Whatever else
 * answered, such as a proxy in between, stays a `ResponseError`; if it says that
 * the backend is not there, a `ServiceUnavailableError`.
 */
function readError(error: unknown): unknown {
  if (!ResponseError.is(error)) {
    return error;
  }
  const { name, message, stack, ...fields } = error.cause;
  if (isKnown(name)) {
    return Object.assign(new CLASSES[name](message), fields);
  }
  return [502, 503, 504].includes(error.statusCode)
    ? new ServiceUnavailableError(
        `The AIKit backend cannot be reached: ${error.message}`,
      )
    : error;
}
