import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';

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
export function readError(response: ResponseError): Error {
  const { name, message, stack, ...fields } = response.cause;
  if (isKnown(name)) {
    return Object.assign(new CLASSES[name](message), fields);
  }
  return [502, 503, 504].includes(response.statusCode)
    ? new ServiceUnavailableError(
        `The AIKit backend cannot be reached: ${response.message}`,
      )
    : response;
}
