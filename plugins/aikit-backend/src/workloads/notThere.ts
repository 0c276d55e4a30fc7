import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-common';
import { NotFoundError } from '@backstage/errors';

/**
 * The error for a workload that does not exist. A workload that the caller may
 * not see gets the same answer, so that nobody learns that it is there.
 *
 * It carries `missing: 'workload'`, which reaches the caller over HTTP. That
 * tells a workload that is already gone from a cluster that is not known: both
 * are a 404, and only the first is fine for somebody who removes the workload.
 *
 * @param orElse - another reason there may be, as words that begin with `or`
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

/** The error for the name of a cluster that is not known. */
export function noCluster(cluster: string): NotFoundError {
  return new NotFoundError(
    `The Kubernetes plugin knows no cluster named '${cluster}'; choose one that GET /api/aikit/clusters lists`,
  );
}
