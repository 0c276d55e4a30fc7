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
  /**
   * The connection stays open and nothing comes; with `bytes`, nothing after
   * so many characters of the body.
   */
  | 'halfOpen'
  /** 401 */
  | 'unauthorized'
  /** 403 */
  | 'forbidden'
  /** 410, for watches and for lists that are continued; others are spared. */
  | 'expired'
  /** 429, with `Retry-After`. */
  | 'tooManyRequests'
  /** 500 */
  | 'internalError'
  /** The body is no JSON. */
  | 'malformed'
  /** The connection is cut after `bytes` characters of the body. */
  | 'truncated';

/** Something that goes wrong on demand. */
export interface Fault {
  kind: FaultKind;
  /** Which requests are meant; all when nothing is said. */
  match?: {
    user?: string;
    /** As RBAC has it, such as `watch`. */
    verb?: string;
    /** Plural. */
    resource?: string;
    namespace?: string;
  };
  /** How many requests it hits before it is over; any number when absent. */
  times?: number;
  /**
   * Whether it hits requests to come (`new`, the default), or the watches that
   * are open at this moment (`open`).
   */
  hits?: 'new' | 'open';
  /** Of `latency`. */
  ms?: number;
  /** Of `halfOpen` and `truncated`. */
  bytes?: number;
  /** Of `tooManyRequests`; 1 when absent. */
  retryAfterSeconds?: number;
}

/** The faults that are answers of the API server. */
const ERRORS: Partial<
  Record<FaultKind, (call: Call, fault: Fault) => ApiError>
> = {
  unauthorized: () => new ApiError(401, 'Unauthorized', 'Unauthorized'),
  forbidden: accessDenied,
  expired: call => expired(call),
  tooManyRequests: (_, { retryAfterSeconds = 1 }) =>
    new ApiError(
      429,
      'TooManyRequests',
      'Too many requests, please try again later.',
      { retryAfterSeconds },
    ),
  internalError: () =>
    new ApiError(
      500,
      'InternalError',
      'Internal error occurred: a fault was asked for',
    ),
};

function concerns({ kind, match = {} }: Fault, call: Call): boolean {
  const { user, verb, resource, namespace, options } = call;
  if (kind === 'expired' && verb !== 'watch' && !options.continue) {
    return false;
  }
  return (
    (match.user ?? user) === user &&
    (match.verb ?? verb) === verb &&
    (match.resource ?? resource) === resource &&
    (match.namespace ?? namespace) === namespace
  );
}

/** Does to an answer what a fault does. @throws ApiError */
function apply(fault: Fault, call: Call) {
  const { kind, bytes } = fault;
  const { answer } = call;
  const error = ERRORS[kind]?.(call, fault);
  if (error) {
    throw error;
  }
  if (kind === 'drop') {
    answer.response.destroy();
  } else if (kind === 'malformed') {
    answer.garble();
  } else if (kind === 'truncated') {
    answer.endAfter(bytes ?? 1, 'cut');
  } else if (kind === 'halfOpen' && bytes !== undefined) {
    answer.endAfter(bytes, 'silence');
  } else if (kind === 'halfOpen') {
    answer.silence();
  }
}

/** The faults of one server. */
export class Faults {
  #faults: { fault: Fault; left: number }[] = [];
  readonly #open = new Set<Call>();

  /** Lets something go wrong from now on. @returns ends it */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Infinity };
    if (fault.hits === 'open') {
      this.#hitOpen(entry);
      return () => {};
    }
    this.#faults.push(entry);
    return () => {
      entry.left = 0;
    };
  }

  /** Ends all faults. */
  clear() {
    this.#faults = [];
  }

  /** Tells of a request. @returns tells that it is over */
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
    const hitting = this.#faults.filter(
      ({ fault, left }) => left > 0 && concerns(fault, call),
    );
    for (const entry of hitting) {
      entry.left -= 1;
    }
    for (const { fault } of hitting) {
      if (fault.kind === 'latency') {
        await new Promise<void>(resolve => {
          clock.setTimeout(resolve, fault.ms ?? 0);
        });
      }
      apply(fault, call);
    }
  }

  #hitOpen(entry: { fault: Fault; left: number }) {
    for (const call of [...this.#open]) {
      if (
        entry.left > 0 &&
        call.verb === 'watch' &&
        concerns(entry.fault, call)
      ) {
        entry.left -= 1;
        try {
          apply(entry.fault, call);
        } catch (error) {
          fail(call.answer, error, call.verb);
        }
      }
    }
  }
}
