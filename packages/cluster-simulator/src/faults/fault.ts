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

/** What a fault goes by to choose requests. */
export interface FaultSubject {
  user: string;
  verb: string;
  /** Plural, with the subresource: `pods/log`. Empty for other paths. */
  resource: string;
  group: string;
  namespace?: string;
  /** Whether it is a list that continues another one. */
  continues: boolean;
}

type Choice = string | string[];

/** Which requests are meant; all when nothing is said. */
export interface FaultMatch {
  user?: Choice;
  verb?: Choice;
  resource?: Choice;
  namespace?: Choice;
  /** From 0 to 1. */
  probability?: number;
}

/** Something that goes wrong on demand. */
export interface Fault {
  kind: FaultKind;
  match?: FaultMatch;
  /** How many requests it hits before it is over; any number when absent. */
  times?: number;
  /**
   * Whether it hits requests to come (`new`, the default), or the watches and
   * followed logs that are open at this moment (`open`).
   */
  hits?: 'new' | 'open';
  /** Of `latency`. */
  ms?: number;
  /** Of `halfOpen` and `truncated`. */
  bytes?: number;
  /** Of `tooManyRequests`; 1 when absent. */
  retryAfterSeconds?: number;
}

const CHOICES = ['user', 'verb', 'resource', 'namespace'] as const;

/** Whether a fault is about a request. */
export function concerns(
  { kind, match = {} }: Fault,
  subject: FaultSubject,
  random: () => number,
): boolean {
  if (
    kind === 'expired' &&
    subject.verb !== 'watch' &&
    !(subject.verb === 'list' && subject.continues)
  ) {
    return false;
  }
  const chosen = CHOICES.every(name => {
    const wanted = match[name];
    return (
      wanted === undefined || [wanted].flat().includes(subject[name] ?? '')
    );
  });
  return chosen && (match.probability ?? 1) > random();
}
