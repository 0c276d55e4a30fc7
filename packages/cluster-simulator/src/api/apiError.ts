import { qualifiedName, ResourceType } from '../objects/resourceTypes';

/** One of several reasons of an error, as in `Status.details.causes`. */
export interface StatusCause {
  reason?: string;
  message: string;
  field?: string;
}

/** `details` of a `Status`. */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** An error as the API server answers it: a `Status` object. */
export class ApiError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details?: StatusDetails;

  constructor(
    code: number,
    reason: string,
    message: string,
    details?: StatusDetails,
  ) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  toStatus() {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason && { reason: this.reason }),
      ...(this.details && { details: this.details }),
      code: this.code,
    };
  }
}

function detailsOf(
  { group, plural }: Pick<ResourceType, 'group' | 'plural'>,
  name?: string,
): StatusDetails {
  return { ...(name && { name }), ...(group && { group }), kind: plural };
}

export function notFound(type: ResourceType, name: string): ApiError {
  const message = `${qualifiedName(type)} "${name}" not found`;
  return new ApiError(404, 'NotFound', message, detailsOf(type, name));
}

export function alreadyExists(type: ResourceType, name: string): ApiError {
  const message = `${qualifiedName(type)} "${name}" already exists`;
  return new ApiError(409, 'AlreadyExists', message, detailsOf(type, name));
}

/** Somebody else has changed the object meanwhile. */
export function conflict(
  type: Pick<ResourceType, 'group' | 'plural'>,
  name: string,
  why = 'the object has been modified; please apply your changes to the latest version and try again',
): ApiError {
  const message = `Operation cannot be fulfilled on ${qualifiedName(
    type,
  )} "${name}": ${why}`;
  return new ApiError(409, 'Conflict', message, detailsOf(type, name));
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

/** An object that breaks rules: `causes` has one entry for each. */
export function invalid(
  { group, kind }: Pick<ResourceType, 'group' | 'kind'>,
  name: string,
  causes: StatusCause[],
): ApiError {
  const subject = group ? `${kind}.${group}` : kind;
  const parts = causes.map(({ field, message }) => `${field}: ${message}`);
  const list = parts.length === 1 ? parts[0] : `[${parts.join(', ')}]`;
  return new ApiError(
    422,
    'Invalid',
    `${subject} "${name}" is invalid: ${list}`,
    { ...(name && { name }), ...(group && { group }), kind, causes },
  );
}

export function forbidden(
  type: ResourceType,
  name: string,
  why: string,
  causes?: StatusCause[],
): ApiError {
  const message = `${qualifiedName(type)} "${name}" is forbidden: ${why}`;
  return new ApiError(403, 'Forbidden', message, {
    ...detailsOf(type, name),
    ...(causes && { causes }),
  });
}
