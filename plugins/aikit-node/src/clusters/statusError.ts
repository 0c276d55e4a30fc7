import {
  ClusterConflictError,
  ClusterError,
  ClusterErrorContext,
  ClusterInvalidError,
  ClusterNotFoundError,
  ClusterThrottledError,
} from './errors';
import { invalidCauses } from './invalidCauses';

/**
 * The API server's answer to a request that failed, as far as it is read.
 *
 * Source: `Status` in Kubernetes' `meta/v1` API.
 */
export interface KubernetesStatus {
  kind?: string;
  code?: number;
  reason?: string;
  message?: string;
  details?: {
    name?: string;
    kind?: string;
    retryAfterSeconds?: number;
    causes?: { reason?: string; message?: string; field?: string }[];
  };
}

/** An answer that is not a success, in what matters of it. */
export interface FailedAnswer {
  code: number;
  status: KubernetesStatus;
  /** Of the header of the same name, in milliseconds. */
  retryAfterMs?: number;
}

const REJECTED = /admission webhook "[^"]*" denied the request/;
// A schema error of a server-side apply comes as an internal error.
const UNTYPED_PATCH = /failed to create typed patch object/;
const WEBHOOK_DOWN = /failed calling webhook "([^"]*)"/;

/**
 * The error for an answer of a cluster's API server.
 *
 * @param context - what was asked of which cluster
 * @param answer - the status code and the parsed body
 * @param named - whether a single, named object was asked for
 */
export function statusError(
  context: ClusterErrorContext,
  answer: FailedAnswer,
  named: boolean,
): ClusterError {
  const { code, status } = answer;
  const message = status.message || `the answer was HTTP ${code}`;

  // A webhook's rejection carries the code the webhook chose: 403 when it
  // chose none, 500 when it crashed on the object. The text alone is sure.
  if (REJECTED.test(message) || UNTYPED_PATCH.test(message)) {
    return invalid(context, status, message);
  }
  switch (code) {
    case 400:
    case 405:
    case 413:
    case 415:
    case 422:
      return invalid(context, status, message);
    case 401:
      return new ClusterError(
        'unauthorised',
        context,
        `the API server refused the credentials (${message})`,
        "Renew this cluster's credentials in the Kubernetes backend's configuration.",
      );
    case 403:
      return new ClusterError(
        'forbidden',
        context,
        message,
        / cannot \w+ resource /.test(message)
          ? 'Grant this permission to the account the Kubernetes backend uses for this cluster.'
          : undefined,
      );
    case 404:
      return notFound(context, status, message, named);
    case 409:
      return conflict(context, status, message);
    case 410:
      return new ClusterError('gone', context, message, 'List again.');
    case 429:
      return new ClusterThrottledError(
        context,
        message,
        'Try again later.',
        answer.retryAfterMs ?? milliseconds(status.details?.retryAfterSeconds),
      );
    default: {
      const webhook = WEBHOOK_DOWN.exec(message)?.[1];
      return new ClusterError(
        'unreachable',
        context,
        `the API server answered ${code}: ${message}`,
        webhook
          ? `Check that the controller behind the webhook "${webhook}" runs, and try again.`
          : "Try again later; if it persists, see the API server's log.",
      );
    }
  }
}

function invalid(
  context: ClusterErrorContext,
  status: KubernetesStatus,
  message: string,
): ClusterError {
  return new ClusterInvalidError(
    context,
    message,
    'Correct what it names, and submit again.',
    invalidCauses(status, message),
  );
}

function notFound(
  context: ClusterErrorContext,
  status: KubernetesStatus,
  message: string,
  named: boolean,
): ClusterError {
  if (status.details?.kind === 'namespaces') {
    return new ClusterNotFoundError(
      context,
      message,
      'Create the namespace first, or choose another.',
      'namespace',
    );
  }
  if (named && status.details?.name) {
    return new ClusterNotFoundError(context, message, undefined, 'object');
  }
  return new ClusterNotFoundError(
    context,
    'the API server does not serve this kind of object',
    'Install what provides it, in the version asked for.',
    'resource',
  );
}

function conflict(
  context: ClusterErrorContext,
  status: KubernetesStatus,
  message: string,
): ClusterError {
  const conflicts = (status.details?.causes ?? [])
    .filter(cause => cause.reason === 'FieldManagerConflict')
    .map(cause => ({
      manager:
        /conflict with "([^"]+)"/.exec(cause.message ?? '')?.[1] ?? 'unknown',
      field: cause.field ?? '',
    }));
  if (conflicts.length === 0) {
    return new ClusterConflictError(
      context,
      message,
      'The object has changed meanwhile: look at it, and try again.',
      conflicts,
    );
  }
  const owned = conflicts.map(
    ({ manager, field }) => `${field} ("${manager}")`,
  );
  return new ClusterConflictError(
    context,
    `another field manager owns ${owned.join(', ')}`,
    'Leave these fields to it, or force the change to take them over.',
    conflicts,
  );
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
