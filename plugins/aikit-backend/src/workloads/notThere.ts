import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-common';
import { NotFoundError } from '@backstage/errors';

/**
 * What a caller is told who asks for a workload that is not there. Only this
 * error carries `missing: 'workload'`, which Backstage's HTTP layer sends along:
 * so who removes a workload can tell that there is none to remove from a name
 * of a cluster that is wrong, which has the same status.
 *
 * @param orElse - what else may be the reason, from `or` on: a workload that
 * the caller may not see is answered like one that is not there
 */
export function noWorkload(
  { cluster, namespace, name }: WorkloadTarget,
  orElse?: string,
): NotFoundError {
  const sentence = `There is no workload ${name} of the portal in namespace ${namespace} of cluster '${cluster}'`;
  return Object.assign(
    new NotFoundError(orElse ? `${sentence}, ${orElse}` : sentence),
    { missing: 'workload' },
  );
}

/** What a caller is told who names a cluster that there is none of. */
export function noCluster(cluster: string): NotFoundError {
  return new NotFoundError(
    `No cluster of the name '${cluster}' is known to the Kubernetes plugin; choose one that GET /api/aikit/clusters lists`,
  );
}
