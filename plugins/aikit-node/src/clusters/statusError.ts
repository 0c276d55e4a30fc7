import { ClusterError, ClusterErrorContext, InvalidCause } from './errors';

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

const PREFIX = /^.*?admission webhook "[^"]*" denied the request: /s;

/**
 * The start of one error in a list as Kubernetes' field package writes it:
 * `spec.replicas: Invalid value: …`.
 *
 * Source: `ErrorType.String()` in `k8s.io/apimachinery/pkg/util/validation/field`.
 */
const FIELD_ERROR =
  /(?:^|, )([A-Za-z<][^\s:,]*): (?=(?:Invalid value|Required value|Forbidden|Not found|Duplicate value|Unsupported value|Too long|Too many|Too few|Internal error):? ?)/g;

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
  if (
    REJECTED.test(message) ||
    UNTYPED_PATCH.test(message) ||
    [400, 405, 413, 415, 422].includes(code)
  ) {
    return new ClusterError(
      'invalid',
      context,
      message,
      'Correct what it names, and submit again.',
      { causes: invalidCauses(status, message) },
    );
  }
  switch (code) {
    case 401:
      return new ClusterError(
        'unauthorised',
        context,
        `the API server refused the credentials (${message})`,
        "Renew this cluster's credentials in the Kubernetes backend's configuration.",
      );
    case 403:
      return new ClusterError('forbidden', context, message);
    case 404:
      return notFound(context, status, message, named);
    case 409:
      return conflict(context, status, message);
    case 410:
      return new ClusterError('gone', context, message, 'List again.');
    case 429: {
      const seconds = status.details?.retryAfterSeconds;
      return new ClusterError(
        'throttled',
        context,
        message,
        'Try again later.',
        {
          retryAfterMs:
            answer.retryAfterMs ??
            (seconds === undefined ? undefined : seconds * 1000),
        },
      );
    }
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

/**
 * Why an object was refused: the answer's own causes, or those read from the
 * message of a webhook, which puts several into one text between brackets.
 *
 * @returns at least one cause; the whole message where nothing can be told apart
 */
function invalidCauses(
  status: KubernetesStatus,
  message: string,
): InvalidCause[] {
  const causes = (status.details?.causes ?? []).map(cause => ({
    ...(cause.field && { field: cause.field }),
    message: cause.message ?? cause.reason ?? message,
  }));
  if (causes.length > 0) {
    return causes;
  }
  const text = message.replace(PREFIX, '').trim();
  const list = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  const starts = [...list.matchAll(FIELD_ERROR)];
  if (starts.length === 0) {
    return [{ message: text }];
  }
  return starts.map((start, index) => ({
    field: start[1],
    message: list
      .slice(start.index + start[0].length, starts[index + 1]?.index)
      .trim(),
  }));
}

function notFound(
  context: ClusterErrorContext,
  status: KubernetesStatus,
  message: string,
  named: boolean,
): ClusterError {
  if (status.details?.kind === 'namespaces') {
    return new ClusterError(
      'notFound',
      context,
      message,
      'Create the namespace first, or choose another.',
      { missing: 'namespace' },
    );
  }
  if (named && status.details?.name) {
    return new ClusterError('notFound', context, message, undefined, {
      missing: 'object',
    });
  }
  return new ClusterError(
    'notFound',
    context,
    'the API server does not serve this kind of object',
    'Install what provides it, in the version asked for.',
    { missing: 'resource' },
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
  return new ClusterError(
    'conflict',
    context,
    message,
    'The object has changed meanwhile: look at it, and try again.',
    { conflicts },
  );
}
