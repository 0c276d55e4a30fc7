import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { Deadline } from './deadline';
import { ClusterError, ClusterErrorContext } from './errors';
import { failedAnswer } from './failedAnswer';

const PLUGIN_ID = 'kubernetes';

/** One request to the Kubernetes backend. */
export interface Call extends ClusterErrorContext {
  /** Below the Kubernetes backend's base URL. */
  path: string;
  query?: Record<string, string | undefined>;
  method?: string;
  body?: { type: string; content: unknown };
  /** Whether a single, named object is asked for. */
  named?: boolean;
  deadline: Deadline;
}

/** HTTP to the Backstage Kubernetes backend, with the plugin's own token. */
export class KubernetesBackendConnection {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /**
   * Sends a request.
   *
   * @returns the answer, a success whose body is still to be read
   * @throws whatever ended it: see {@link asClusterError}
   */
  async open(call: Call): Promise<Response> {
    const [baseUrl, { token }] = await Promise.all([
      this.#discovery.getBaseUrl(PLUGIN_ID),
      this.#token(),
    ]);
    const response = await fetch(url(baseUrl, call), {
      method: call.method ?? 'GET',
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        // The root router's compression would hold a watch's events back.
        'accept-encoding': 'identity',
        'user-agent': 'backstage-aikit',
        ...(call.cluster !== undefined && {
          'backstage-kubernetes-cluster': call.cluster,
        }),
        ...(call.body && { 'content-type': call.body.type }),
      },
      body: call.body && JSON.stringify(call.body.content),
      signal: call.deadline.signal,
    });
    if (!response.ok) {
      throw await failedAnswer(call, response, Boolean(call.named));
    }
    return response;
  }

  /**
   * Sends a request, and reads the whole answer as JSON.
   *
   * @throws {@link ClusterError}; the caller's reason once it has aborted
   */
  async json(call: Call): Promise<unknown> {
    try {
      return await (await this.open(call)).json();
    } catch (error) {
      throw asClusterError(call, error);
    } finally {
      call.deadline.end();
    }
  }

  async #token() {
    return this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: PLUGIN_ID,
    });
  }
}

/**
 * Turns whatever ended a call into what the caller is to see.
 *
 * @returns a {@link ClusterError}; the caller's own reason when it has aborted
 */
export function asClusterError(call: Call, error: unknown): unknown {
  const { deadline } = call;
  if (deadline.outcome === 'expired') {
    return new ClusterError(
      'unreachable',
      call,
      `no answer within ${deadline.timeoutMs / 1000} s`,
      'Check that the cluster runs and can be reached from the Backstage backend.',
    );
  }
  if (deadline.outcome === 'aborted') {
    return deadline.signal.reason;
  }
  return ClusterError.is(error)
    ? error
    : new ClusterError('unreachable', call, phrase(error), 'Try again later.');
}

/** The innermost reason says most: `fetch failed` alone says nothing. */
function phrase(error: unknown): string {
  let innermost = error;
  while (isError(innermost) && isError(innermost.cause)) {
    innermost = innermost.cause;
  }
  if (!isError(innermost)) {
    return String(innermost);
  }
  if (innermost.name === 'SyntaxError') {
    return `the answer is not JSON (${innermost.message})`;
  }
  return innermost.message || String(innermost.code ?? innermost.name);
}

function url(baseUrl: string, call: Call): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  const suffix = query.size > 0 ? `?${query}` : '';
  return `${baseUrl}${call.path}${suffix}`;
}

/**
 * Auth providers of the Kubernetes backend that take the token of the user
 * who looks at a page. Nothing can be read with them in the background.
 *
 * Source: the auth strategies of `@backstage/plugin-kubernetes-backend`.
 * Providers that are not here, also those that others have added, are tried.
 */
const USER_TOKEN_PROVIDERS: Record<string, string> = {
  aks: "'azure' (the backend's own Azure identity) or 'serviceAccount'",
  google: "'googleServiceAccount' or 'serviceAccount'",
  oidc: "'serviceAccount'",
};

/**
 * Why a cluster cannot be used without a user's token, and what to configure
 * instead; undefined for a cluster that can be used.
 */
export function unsupportedReason(
  authProvider: string | undefined,
): string | undefined {
  const alternative = authProvider && USER_TOKEN_PROVIDERS[authProvider];
  return alternative
    ? `Its auth provider '${authProvider}' needs the user's own token, so it cannot be watched in the background. Configure it with ${alternative}.`
    : undefined;
}
