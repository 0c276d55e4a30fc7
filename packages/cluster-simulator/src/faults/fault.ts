/** What can go wrong. */
export type FaultKind =
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
