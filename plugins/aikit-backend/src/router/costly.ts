import { HttpAuthService } from '@backstage/backend-plugin-api';
import { CustomErrorBase } from '@backstage/errors';
import { Request, RequestHandler, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import pLimit, { Limit } from 'p-limit';

const WINDOW_MS = 60_000;

/**
 * Costly requests of one user in a minute. The form asks for a dry run at each
 * pause of typing, half a second long, which cannot be more often than this.
 */
const MOST_OF_USER = 120;

/** Another plugin asks for many users, or for a whole catalog. */
const SERVICE_IS_USERS = 10;

/** Costly requests of one caller that are answered at the same time. */
const AT_ONCE = 6;

/** Those that wait for their turn; a slow cluster keeps the form waiting. */
const WAITING = 30;

/** Says that a caller asks too much at once, or in a minute. */
class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;
  /** By which Backstage chooses the status of the answer. */
  readonly statusCode = 429;
}

/**
 * What stands before a route that asks a cluster or renders, so that one caller
 * cannot keep all others waiting: a number of requests in a minute, and turns.
 * Who asks more gets 429 with `Retry-After`. Each process counts for itself.
 *
 * @param mostOfUser - requests of one user in a minute
 */
export function costly(
  httpAuth: HttpAuthService,
  mostOfUser: number = MOST_OF_USER,
): RequestHandler {
  const callerOf = async (request: Request) => {
    const { principal } = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    return principal.type === 'user'
      ? { id: principal.userEntityRef, most: mostOfUser }
      : {
          id: `service ${principal.subject}`,
          most: SERVICE_IS_USERS * mostOfUser,
        };
  };
  const perMinute = rateLimit({
    windowMs: WINDOW_MS,
    keyGenerator: async request => (await callerOf(request)).id,
    limit: async request => (await callerOf(request)).most,
    // With the headers of the standard's draft comes Retry-After.
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_request, _response, next) =>
      next(
        new TooManyRequestsError(
          'You ask for more than the portal does for one caller in a minute. Wait a minute, and ask again',
        ),
      ),
  });

  const turns = new Map<string, Limit>();
  const inTurn: RequestHandler = async (request, response, next) => {
    const { id } = await callerOf(request);
    const turn = turns.get(id) ?? pLimit(AT_ONCE);
    turns.set(id, turn);
    if (turn.pendingCount >= WAITING) {
      response.set('Retry-After', '1');
      next(
        new TooManyRequestsError(
          'So many of your requests are waiting for an answer that this one was not taken. Wait for those, and ask again',
        ),
      );
      return;
    }
    await turn(async () => {
      // Who is gone while waiting needs no answer.
      if (response.destroyed) {
        return;
      }
      const answered = new Promise(resolve => {
        response.once('close', resolve);
      });
      next();
      await answered;
    });
    if (turn.activeCount + turn.pendingCount === 0) {
      turns.delete(id);
    }
  };
  return Router().use(perMinute, inTurn);
}
