import {
  ClusterConflictError,
  ClusterError,
  ClusterInvalidError,
  FieldConflict,
} from '@aikit-backstage/plugin-aikit-node';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/**
 * What a caller of the portal is told when a cluster fails or refuses. Other
 * errors are returned as they are.
 *
 * A conflict between field managers carries `conflicts`, a refused object its
 * `causes`; Backstage's HTTP layer sends both along.
 */
export function toBackstageError(error: unknown): unknown {
  if (!ClusterError.is(error)) {
    return error;
  }
  switch (error.kind) {
    case 'unreachable':
    case 'unauthorised':
    case 'throttled':
      return new ServiceUnavailableError(error.message);
    case 'forbidden':
      return new NotAllowedError(`${error.message} ${missingRight(error)}`);
    case 'notFound':
      return new NotFoundError(error.message);
    case 'conflict':
      return conflict(error);
    case 'gone':
      return new ConflictError(error.message);
    case 'invalid':
      return Object.assign(
        new InputError(error.message),
        ClusterInvalidError.is(error) && { causes: error.causes },
      );
    default:
      return error;
  }
}

/**
 * What to do about an account that may not. Who grants rights must hold them,
 * by a rule of Kubernetes against escalation.
 */
function missingRight({ reason }: ClusterError): string {
  return reason.includes('attempting to grant RBAC permissions')
    ? 'Kubernetes lets nobody grant what they do not hold, and the account that the portal uses there does not hold all of rbac.rules: take these rules out, or ask the platform team to give the account the same ones (docs/rbac.yaml, aikit-backstage-grantor).'
    : 'The cluster refused the account that the portal uses there, not you: ask the platform team to grant it what docs/rbac.yaml lists.';
}

function conflict(error: ClusterError): ConflictError {
  if (!ClusterConflictError.is(error) || error.conflicts.length === 0) {
    return new ConflictError(error.message);
  }
  const { conflicts } = error;
  return Object.assign(
    new ConflictError(
      `Cluster '${error.cluster}': cannot ${error.request}: ${describeConflicts(
        conflicts,
      )}. Leave these fields out of the values, or submit with force to take them over.`,
    ),
    { conflicts },
  );
}

function describeConflicts(conflicts: FieldConflict[]): string {
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
