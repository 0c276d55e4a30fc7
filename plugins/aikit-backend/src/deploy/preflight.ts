import { WorkloadKind } from '@aikit-backstage/plugin-aikit-common';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ClusterMirror, Mirrors } from '../mirror/types';

/**
 * The mirror of a cluster that can be submitted to.
 *
 * A cluster of which the picture is stale, or not there yet, is let through:
 * it is asked itself, and says what it has to say.
 *
 * @throws NotFoundError for a cluster that the Kubernetes plugin does not know;
 * ServiceUnavailableError for one that cannot be reached or used
 */
export function usableCluster(mirrors: Mirrors, name: string): ClusterMirror {
  const mirror = mirrors.get(name);
  if (!mirror) {
    throw new NotFoundError(
      `No cluster of the name '${name}' is known to the Kubernetes plugin; choose one that GET /api/aikit/clusters lists`,
    );
  }
  const { state, error } = mirror.status();
  if (state === 'unavailable' || state === 'unsupported') {
    throw new ServiceUnavailableError(
      `Cluster '${name}' is ${state}: ${error ?? 'the reason is not known'}`,
    );
  }
  return mirror;
}

/**
 * @throws InputError when the cluster is known not to serve the kind
 */
export function assertServed(mirror: ClusterMirror, kind: WorkloadKind): void {
  if (kind === 'LeaderWorkerSet' && mirror.leaderWorkerSet() === 'missing') {
    throw new InputError(
      `Cluster '${mirror.cluster}' has no LeaderWorkerSet API: choose another cluster, have LeaderWorkerSet installed there, or set leaderWorkerSet.enabled to false for a Deployment`,
    );
  }
}
