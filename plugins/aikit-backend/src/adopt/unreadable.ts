import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { ConflictError } from '@backstage/errors';

/**
 * What is said of a record of Helm's that is broken. It is the cluster's state,
 * and no fault of the portal's.
 *
 * @param reason - as a clause
 */
export function unreadable(
  { metadata: { name, namespace, labels } }: KubernetesObject,
  reason: string,
): ConflictError {
  return new ConflictError(
    `The Secret ${name} in namespace ${namespace} cannot be read as a Helm release: ${reason}. If helm history ${labels?.name} does not show that revision either, delete the Secret, and the revision before it counts.`,
  );
}
