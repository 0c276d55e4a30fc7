import { isMap, ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import { isError } from '@backstage/errors';
import {
  kubernetesClustersReadPermission,
  kubernetesProxyPermission,
} from '@backstage/plugin-kubernetes-common';
import { ClusterError, ClusterErrorContext } from './errors';
import { KubernetesStatus, statusError } from './statusError';

const CERTIFICATE =
  /self[- ]signed certificate|unable to (?:verify|get)|certificate has expired|does not match certificate|unknown ca|CERT_/i;
const USER_TOKEN = /token not found under/i;
/** What the API server says, in plain text, for an API group it lacks. */
const NO_SUCH_PATH = '404 page not found';

/**
 * The error for an answer of the Kubernetes backend that is not a success. It
 * may be the API server's own answer, passed through, or the Kubernetes
 * backend's, or that of something in between: the body tells which.
 *
 * @param context - what was asked of which cluster
 * @param response - the answer; its body is consumed
 * @param named - whether a single, named object was asked for
 */
export async function failedAnswer(
  context: ClusterErrorContext,
  response: Response,
  named: boolean,
): Promise<ClusterError> {
  const text = await response.text();
  const body = parse(text);
  const code = response.status;
  const retryAfterMs = retryAfter(response.headers.get('retry-after'));
  if (body?.kind === 'Status') {
    const status: KubernetesStatus = body;
    return statusError(context, { code, status, retryAfterMs }, named);
  }
  if (isError(body?.error)) {
    return backendError(context, code, body.error);
  }
  const plain = text.trim().slice(0, 200);
  if (plain === NO_SUCH_PATH) {
    return statusError(context, { code, status: {} }, named);
  }
  if (code === 429) {
    return new ClusterError(
      'throttled',
      context,
      plain || 'too many requests',
      'Try again later.',
      { retryAfterMs },
    );
  }
  return new ClusterError(
    'unreachable',
    context,
    `got HTTP ${code}, and not from a Kubernetes API server${
      plain && !plain.startsWith('<') ? ` (${plain})` : ''
    }`,
    context.cluster === undefined
      ? 'Check that @backstage/plugin-kubernetes-backend is installed and configured.'
      : "Check this cluster's URL in the Kubernetes backend's configuration, and what lies in between.",
  );
}

function backendError(
  context: ClusterErrorContext,
  code: number,
  error: Error,
): ClusterError {
  const reason = error.message.replace(
    /^Cluster '.*?' request error; caused by (?:\w*Error: )?/,
    '',
  );
  if (error.name === 'NotFoundError') {
    return new ClusterError(
      'notFound',
      context,
      'the Kubernetes backend has no such cluster',
      "Add it to the Kubernetes backend's configuration, or use another name.",
      { missing: 'cluster' },
    );
  }
  if (error.name === 'AuthenticationError') {
    return new ClusterError(
      'unauthorised',
      context,
      `the Kubernetes backend refused this plugin's token (${reason})`,
      "Check the backends' service-to-service authentication.",
    );
  }
  if (error.name === 'NotAllowedError') {
    return new ClusterError(
      'forbidden',
      context,
      `the Kubernetes backend does not allow it (${reason})`,
      `Allow the permissions '${kubernetesProxyPermission.name}' and '${kubernetesClustersReadPermission.name}' to this plugin.`,
    );
  }
  if (USER_TOKEN.test(reason)) {
    return new ClusterError(
      'unauthorised',
      context,
      reason,
      "Give the cluster an auth provider that works without a user's token, such as 'serviceAccount'.",
    );
  }
  return new ClusterError(
    'unreachable',
    context,
    reason || `the Kubernetes backend answered ${code}`,
    CERTIFICATE.test(reason)
      ? "Set the cluster's certificate authority ('caData' or 'caFile') in the Kubernetes backend's configuration."
      : 'Check that the cluster runs and can be reached from the Backstage backend.',
  );
}

function parse(text: string): (KubernetesStatus & ValuesMap) | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds of a `Retry-After` header: seconds, or a date. */
function retryAfter(header: string | null): number | undefined {
  if (!header) {
    return undefined;
  }
  const ms = /^\d+$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
