import { ApiError } from '../api/apiError';
import { Clock } from '../api/clock';
import { Call } from './call';
import { accessDenied, expired, fail } from './errors';

/** What can go wrong. */
type FaultKind =
  /** The answer comes `ms` later. */
  | 'latency'
  /** The connection is cut without an answer. */
  | 'drop'
  /** The connection stays open and nothing more comes. */
  | 'halfOpen'
  /** 401 */
  | 'unauthorized'
  /** 403 */
  | 'forbidden'
  /** 410, for watches and for continued lists only. */
  | 'expired'
  /** 429, with `Retry-After`. */
  | 'tooManyRequests'
  /** 500 */
  | 'internalError'
  /** The body is no JSON. */
  | 'malformed'
  /** The connection is cut after `bytes` characters of the body. */
  | 'truncated';

/**
 * Something that goes wrong on demand.
 *
 * @public
 */
export interface Fault {
  kind: FaultKind;
  /** The requests that it hits; all of them when absent. */
  match?: {
    user?: string;
    /** As RBAC has it, such as `watch`. */
    verb?: string;
  };
  /**
   * Whether it hits requests to come (`new`, the default), or the watches that
   * are open at this moment (`open`).
   */
  hits?: 'new' | 'open';
  /** Of `latency`. */
  ms?: number;
  /** Of `truncated`; 1 when absent. */
  bytes?: number;
}

/** The faults that are answers of the API server. */
const ERRORS: Partial<Record<FaultKind, (call: Call) => ApiError>> = {
  unauthorized: () => new ApiError(401, 'Unauthorized', 'Unauthorized'),
  forbidden: accessDenied,
  expired: call => expired(call),
  tooManyRequests: () =>
    new ApiError(
      429,
      'TooManyRequests',
      'Too many requests, please try again later.',
      { retryAfterSeconds: 1 },
    ),
  internalError: () =>
    new ApiError(
      500,
      'InternalError',
      'Internal error occurred: a fault was asked for',
    ),
};

function concerns({ kind, match = {} }: Fault, call: Call): boolean {
  const { user, verb, options } = call;
  if (kind === 'expired' && verb !== 'watch' && !options.continue) {
    return false;
  }
  return (match.user ?? user) === user && (match.verb ?? verb) === verb;
}

/** Lets a fault hit an answer. @throws ApiError when it is an error */
function apply(fault: Fault, call: Call) {
  const { kind, bytes = 1 } = fault;
  const { answer } = call;
  const error = ERRORS[kind]?.(call);
  if (error) {
    throw error;
  }
  if (kind === 'drop') {
    answer.response.destroy();
  } else if (kind === 'malformed') {
    answer.garble();
  } else if (kind === 'truncated') {
    answer.cutAfter(bytes);
  } else if (kind === 'halfOpen') {
    answer.silence();
  }
}

/** The faults of one server. */
export class Faults {
  readonly #faults = new Set<Fault>();
  readonly #open = new Set<Call>();

  /** Lets something go wrong from now on. @returns a function that ends it */
  add(fault: Fault): () => void {
    const added = { ...fault };
    if (fault.hits === 'open') {
      this.#hitOpen(added);
    } else {
      this.#faults.add(added);
    }
    return () => this.#faults.delete(added);
  }

  /** Remembers an open request. @returns a function that forgets it */
  follow(call: Call): () => void {
    this.#open.add(call);
    return () => this.#open.delete(call);
  }

  /**
   * Lets faults hit a request, in the order in which they were added.
   *
   * @throws ApiError when a fault is an error
   */
  async hit(call: Call, clock: Clock): Promise<void> {
    for (const fault of [...this.#faults]) {
      if (!concerns(fault, call)) {
        continue;
      }
      if (fault.kind === 'latency') {
        await new Promise<void>(resolve => {
          clock.setTimeout(resolve, fault.ms ?? 0);
        });
      }
      apply(fault, call);
    }
  }

  #hitOpen(fault: Fault) {
    for (const call of [...this.#open]) {
      if (call.verb === 'watch' && concerns(fault, call)) {
        try {
          apply(fault, call);
        } catch (error) {
          fail(call.answer, error, call.verb);
        }
      }
    }
  }
}
