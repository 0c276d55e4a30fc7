/** What of a `Status` an error answers. */
interface Failure {
  reason?: string;
  message?: unknown;
  details?: object;
}

/**
 * An answer that is an error in the form of a `Status`, to match with.
 *
 * @param status - the HTTP status, which is the `code` as well
 */
export function failure(status: number, { reason, message, details }: Failure) {
  return {
    status,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      code: status,
      ...(reason !== undefined && { reason }),
      ...(message !== undefined && { message }),
      ...(details !== undefined && { details }),
    },
  };
}

/** 422: one field is wrong. @param subject - such as `Pod "name"` */
export function invalidField(subject: string, field: string, problem: string) {
  return failure(422, {
    reason: 'Invalid',
    message: `${subject} is invalid: ${field}: ${problem}`,
    details: { causes: [{ field, message: problem }] },
  });
}

/** 409: somebody else was faster. @param subject - such as `configmaps "a"` */
export function modified(subject: string) {
  return failure(409, {
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${subject}: the object has been modified; please apply your changes to the latest version and try again`,
  });
}
