import { AikitClient } from '@aikit-backstage/plugin-aikit-common';
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

/**
 * What other backend plugins and modules ask of the AIKit backend; see
 * `AikitClient` of the common package.
 *
 * Every method throws Backstage's error classes as the backend sent them:
 * `InputError`, `NotAllowedError`, `NotFoundError`, `ConflictError`,
 * `ServiceUnavailableError`.
 *
 * @public
 */
export type AikitRequests = Pick<
  AikitClient,
  | 'portalWorkloads'
  | 'workload'
  | 'deploy'
  | 'remove'
  | 'releases'
  | 'release'
  | 'adopt'
>;

/** @public */
export interface AikitService {
  /** Asks in somebody's name. */
  as(credentials: BackstageCredentials): AikitRequests;
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
  return {
    as: credentials =>
      new AikitClient({
        discoveryApi: discovery,
        fetchApi: {
          fetch: async (url, init) => {
            const { token } = await auth.getPluginRequestToken({
              onBehalfOf: credentials,
              targetPluginId: 'aikit',
            });
            const headers = new Headers(init?.headers);
            headers.set('Authorization', `Bearer ${token}`);
            return fetchOrThrow(url, { ...init, headers });
          },
        },
      }),
  };
}

async function fetchOrThrow(
  url: Parameters<typeof fetch>[0],
  init: RequestInit,
): Promise<Response> {
  const response = await fetch(url, init).catch(error => {
    init.signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      'The AIKit backend cannot be reached',
      error,
    );
  });
  if (!response.ok) {
    throw readError(await ResponseError.fromResponse(response));
  }
  return response;
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
function readError(error: ResponseError): Error {
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
