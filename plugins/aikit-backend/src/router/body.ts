import { AuditorService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ErrorRequestHandler, json, RequestHandler, Router } from 'express';

/** Room for the values of any workload, and too little to do harm. */
const LIMIT = '1mb';

/** How the JSON parser tells that a text is none. */
const NO_JSON = 'entity.parse.failed';

/**
 * Reads the JSON of a body. Its parser quotes a part of a text that is no JSON,
 * which may be a secret: who sends one learns no more than that. All bodies
 * that cannot be read are written down.
 */
export function jsonBody(auditor: AuditorService): RequestHandler {
  const unreadable: ErrorRequestHandler = async (
    error,
    request,
    _response,
    next,
  ) => {
    const told =
      error.type === NO_JSON
        ? new InputError('The body of the request is no JSON')
        : error;
    const event = await auditor.createEvent({
      eventId: 'request-unreadable',
      severityLevel: 'medium',
      request,
      meta: { method: request.method, path: request.path },
    });
    await event.fail({ error: told });
    next(told);
  };
  return Router().use(json({ limit: LIMIT }), unreadable);
}
