import { ApiError } from '../api/apiError';
import { Clock } from '../runtime/clock';
import { Answer, Distortion } from '../server/answer';
import { Fault, FaultSubject } from './fault';

/** No latency is longer: a test would never end. */
const MAX_LATENCY_MS = 10 * 60 * 1000;

/** The error that a fault is answered with, if any. */
export function errorOf(
  { kind, retryAfterSeconds = 1 }: Fault,
  { user, verb, resource, group, namespace }: FaultSubject,
): ApiError | undefined {
  switch (kind) {
    case 'unauthorized':
      return new ApiError(401, 'Unauthorized', 'Unauthorized');
    case 'forbidden': {
      const name = group ? `${resource}.${group}` : resource;
      const scope = namespace
        ? `in the namespace "${namespace}"`
        : 'at the cluster scope';
      return new ApiError(
        403,
        'Forbidden',
        `${name} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" ${scope}`,
        { ...(group && { group }), kind: resource },
      );
    }
    case 'expired':
      return new ApiError(
        410,
        'Expired',
        verb === 'watch'
          ? 'too old resource version: 1 (2)'
          : 'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
      );
    case 'tooManyRequests':
      return new ApiError(
        429,
        'TooManyRequests',
        'Too many requests, please try again later.',
        { retryAfterSeconds },
      );
    case 'internalError':
      return new ApiError(
        500,
        'InternalError',
        'Internal error occurred: a fault was asked for',
      );
    default:
      return undefined;
  }
}

/** Lets so many characters pass, and then does what it is told. */
function after(bytes: number, then: 'cut' | 'silence'): Distortion {
  let left = bytes;
  return text => {
    const send = text.slice(0, left);
    left -= send.length;
    return send.length < text.length ? { send, then } : { send };
  };
}

const malformed: Distortion = text => ({ send: text.replace(':', '') });

/** Does to an answer what a fault does, unless that is an error. */
export function distort({ kind, bytes }: Fault, answer: Answer) {
  switch (kind) {
    case 'drop':
      answer.destroy();
      break;
    case 'halfOpen':
      if (bytes === undefined) {
        answer.silence();
      } else {
        answer.distort(after(bytes, 'silence'));
      }
      break;
    case 'truncated':
      answer.distort(after(bytes ?? 1, 'cut'));
      break;
    case 'malformed':
      answer.distort(malformed);
      break;
    default:
  }
}

/**
 * Lets faults hit a request, one after the other.
 *
 * @returns whether the request is to be answered after all
 * @throws ApiError when a fault is an error
 */
export async function applyFaults(
  faults: Fault[],
  subject: FaultSubject,
  answer: Answer,
  clock: Clock,
): Promise<boolean> {
  for (const fault of faults) {
    if (fault.kind === 'latency') {
      const ms = Math.min(fault.ms ?? 0, MAX_LATENCY_MS);
      await new Promise<void>(resolve => {
        clock.setTimeout(resolve, ms);
      });
    }
    const error = errorOf(fault, subject);
    if (error) {
      throw error;
    }
    distort(fault, answer);
    if (answer.closed) {
      return false;
    }
  }
  return true;
}
