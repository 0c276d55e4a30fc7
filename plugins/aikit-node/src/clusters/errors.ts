import { plainText } from '@aikit-backstage/plugin-aikit-common';
import { CustomErrorBase, isError } from '@backstage/errors';

/**
 * What went wrong between here and the cluster.
 *
 * - `unreachable`: no answer, or none that can be used; worth another attempt.
 * - `unauthorised`: the credentials were refused.
 * - `forbidden`: the credentials are good, the permission is missing.
 * - `notFound`: see {@link ClusterErrorDetails.missing}.
 * - `conflict`: see {@link ClusterErrorDetails.conflicts}.
 * - `gone`: the resource version or the list's continuation is too old.
 * - `invalid`: the object or the request was refused for what it says.
 * - `throttled`: too many requests.
 *
 * @public
 */
export type ClusterErrorKind =
  | 'unreachable'
  | 'unauthorised'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'gone'
  | 'invalid'
  | 'throttled';

/**
 * Where and when an error happened.
 *
 * @public
 */
export interface ClusterErrorContext {
  /** Absent when no single cluster was asked: the list of clusters. */
  cluster?: string;
  /** What was asked, as a phrase: `list pods`. */
  request: string;
}

/**
 * Names of Backstage's errors, by kind. Backstage's HTTP layer chooses the
 * status by an error's name, so a cluster's error that is let through answers
 * with the status a caller expects. A cluster that refuses the portal's own
 * credentials is an unavailable service to the caller: 401 would send the
 * user to sign in again, which does not help.
 */
const NAMES = {
  unreachable: 'ServiceUnavailableError',
  unauthorised: 'ServiceUnavailableError',
  forbidden: 'NotAllowedError',
  notFound: 'NotFoundError',
  conflict: 'ConflictError',
  gone: 'ConflictError',
  invalid: 'InputError',
  throttled: 'ServiceUnavailableError',
} as const;

/** Characters of what a cluster says; a list of all wrong fields is shorter. */
const MAX_REASON = 8192;

const TAKE_OVER =
  'Leave these fields out of the values, or submit with force to take them over.';

/**
 * What to do about an account that may not, by Kubernetes' own words. Other
 * refusals, such as by a quota, are not about rights.
 */
function missingRight(
  kind: ClusterErrorKind,
  reason: string,
): string | undefined {
  if (kind !== 'forbidden') {
    return undefined;
  }
  if (reason.includes('attempting to grant RBAC permissions')) {
    return 'Kubernetes lets nobody grant what they do not hold, and the account that the portal uses there does not hold all of rbac.rules: take these rules out, or ask the platform team to give the account the same ones (docs/rbac.yaml, aikit-backstage-grantor).';
  }
  return / cannot \w+ resource /.test(reason)
    ? 'The cluster refused the account that the portal uses there, not you: ask the platform team to grant it what docs/rbac.yaml lists.'
    : undefined;
}

/**
 * A field that another field manager owns.
 *
 * @public
 */
export interface FieldConflict {
  manager: string;
  /** Path in the object, such as `.spec.replicas`. */
  field: string;
}

/**
 * One reason why an object was refused.
 *
 * @public
 */
export interface InvalidCause {
  /** Path in the object, such as `spec.replicas`, where the answer names it. */
  field?: string;
  message: string;
}

/**
 * What only some kinds of error have.
 *
 * @public
 */
export interface ClusterErrorDetails {
  /**
   * `notFound`: what there is none of. `resource` is a kind of object that the
   * API server does not serve, such as a custom resource that is not installed.
   */
  missing?: 'cluster' | 'namespace' | 'resource' | 'object';
  /**
   * `conflict`: empty for one that is not about field managers. Otherwise they
   * make the message.
   */
  conflicts?: FieldConflict[];
  /** `invalid`: at least one. */
  causes?: InvalidCause[];
  /** `throttled`: milliseconds to wait, where the answer says so. */
  retryAfterMs?: number;
}

/**
 * An error on the way to a cluster, or one that the cluster answered with.
 * Its message says which cluster, what was asked, what happened and what to
 * do. Its `name` is that of the Backstage error with the same meaning, so that
 * it can be let through to callers as it is.
 *
 * @public
 */
export class ClusterError extends CustomErrorBase {
  /** Also true for an error that has been serialised and read back. */
  static is(value: unknown, kind?: ClusterErrorKind): value is ClusterError {
    return (
      isError(value) &&
      typeof value.kind === 'string' &&
      value.kind in NAMES &&
      (kind === undefined || value.kind === kind)
    );
  }

  name: (typeof NAMES)[ClusterErrorKind];
  readonly kind: ClusterErrorKind;
  readonly cluster?: string;
  readonly request: string;
  /** What happened, without cluster and request. */
  readonly reason: string;
  readonly missing?: ClusterErrorDetails['missing'];
  readonly conflicts?: FieldConflict[];
  readonly causes?: InvalidCause[];
  readonly retryAfterMs?: number;

  constructor(
    kind: ClusterErrorKind,
    context: ClusterErrorContext,
    reason: string,
    remedy?: string,
    details: ClusterErrorDetails = {},
  ) {
    const where =
      context.cluster === undefined
        ? 'Kubernetes backend'
        : `Cluster '${context.cluster}'`;
    const fields = describeConflicts(details.conflicts);
    // A webhook may say anything, and a proxy may send a whole page.
    const said = plainText((fields || reason).slice(0, MAX_REASON)).trim();
    const text = fields ? said : said.replace(/\.$/, '');
    const todo = fields ? TAKE_OVER : remedy ?? missingRight(kind, reason);
    super(
      `${where}: cannot ${context.request}: ${text}.${todo ? ` ${todo}` : ''}`,
    );
    this.name = NAMES[kind];
    this.kind = kind;
    this.cluster = context.cluster;
    this.request = context.request;
    this.reason = text;
    Object.assign(this, details);
  }
}

function describeConflicts(conflicts: FieldConflict[] = []): string {
  const fields = new Map<string, string[]>();
  for (const { manager, field } of conflicts) {
    fields.set(manager, [...(fields.get(manager) ?? []), field]);
  }
  return [...fields]
    .map(
      ([manager, owned]) =>
        `field manager "${manager}" owns ${owned.join(', ')}`,
    )
    .join('; ');
}
