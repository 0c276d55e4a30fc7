import { ApiError } from '../api/apiError';
import { qualifiedName } from '../objects/resourceTypes';
import { Answer } from './answer';
import { Call } from './call';

/** The error for a user who may not do this. */
export function accessDenied(call: Call): ApiError {
  const { user, verb, group, resource, subresource, namespace } = call;
  const who = `User "${user}" cannot ${verb}`;
  if (!resource) {
    const message = `forbidden: ${who} path "${call.path}"`;
    return new ApiError(403, 'Forbidden', message);
  }
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  const subject = qualifiedName({ group, plural: resource });
  return new ApiError(
    403,
    'Forbidden',
    `${subject} is forbidden: ${who} resource "${what}" in API group "${group}" ${where}`,
    { ...(group && { group }), kind: resource },
  );
}

/** The error when a version is so old that its events are forgotten. */
export function expired({ verb, options }: Call, oldest = 0): ApiError {
  const message =
    verb === 'watch'
      ? `too old resource version: ${options.resourceVersion} (${oldest})`
      : 'The resourceVersion for the provided list is too old.';
  return new ApiError(410, 'Expired', message);
}

/** @throws ApiError 504 when a version does not exist yet */
export function checkRevision(wanted: number, current: number) {
  if (wanted > current) {
    const message = 'Too large resource version';
    throw new ApiError(
      504,
      'Timeout',
      `Timeout: ${message}: ${wanted}, current: ${current}`,
      {
        causes: [{ reason: 'ResourceVersionTooLarge', message }],
        retryAfterSeconds: 1,
      },
    );
  }
}

/** A line of a watch. */
export function watchLine(type: string, object: unknown): string {
  return `{"type":"${type}","object":${JSON.stringify(object)}}\n`;
}

/**
 * Ends an answer with an error, or cuts the connection when it is too late for
 * one. A watch sends it as an `ERROR` event.
 */
export function fail(answer: Answer, error: unknown, verb?: string) {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(500, 'InternalError', `Internal error occurred: ${error}`);
  const { code, details } = known;
  if (verb === 'watch' && (answer.begun || code === 410 || code === 504)) {
    answer.begin();
    answer.write(watchLine('ERROR', known.toStatus()));
    answer.end();
  } else if (answer.begun) {
    answer.response.destroy();
  } else {
    if (details?.retryAfterSeconds) {
      const seconds = String(details.retryAfterSeconds);
      answer.response.setHeader('Retry-After', seconds);
    }
    answer.json(code, known.toStatus());
  }
}
