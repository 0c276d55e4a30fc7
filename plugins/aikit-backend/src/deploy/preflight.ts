import {
  errorLines,
  ValueIssue,
  WorkloadKind,
} from '@aikit-backstage/plugin-aikit-common';
import { ClusterError } from '@aikit-backstage/plugin-aikit-node';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { ClusterMirror, Mirrors } from '../mirror/types';
import { noCluster } from '../workloads/notThere';
import { Kind } from './kinds';

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
    throw noCluster(name);
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
 * The error for values that cannot be submitted. It says what is wrong with
 * them, and carries the same as `issues`, which Backstage's HTTP layer sends
 * along.
 */
export function refusedValues(issues: ValueIssue[]): InputError {
  return Object.assign(
    new InputError(
      `The values cannot be submitted: ${errorLines(issues).join('; ')}`,
    ),
    { issues },
  );
}

/** Kinds that clusters have by an extension: its name, and what to do without. */
const EXTENSIONS = {
  LeaderWorkerSet: [
    'LeaderWorkerSet API',
    'have LeaderWorkerSet installed there, or set leaderWorkerSet.enabled to false for a Deployment',
  ],
  HTTPRoute: [
    'Gateway API with HTTPRoute v1',
    'have the Gateway API installed there, or set httpRoute.enabled to false: ingress needs no extension',
  ],
} as const;

function isExtension(kind: Kind): kind is keyof typeof EXTENSIONS {
  return Object.hasOwn(EXTENSIONS, kind);
}

function notServed(
  cluster: string | undefined,
  kind: keyof typeof EXTENSIONS,
): InputError {
  const [api, without] = EXTENSIONS[kind];
  return new InputError(
    `Cluster '${cluster}' has no ${api}: choose another cluster, ${without}`,
  );
}

/**
 * @throws InputError when the cluster is known not to serve the kind
 */
export function assertServed(mirror: ClusterMirror, kind: WorkloadKind): void {
  if (kind === 'LeaderWorkerSet' && mirror.leaderWorkerSet() === 'missing') {
    throw notServed(mirror.cluster, kind);
  }
}

/**
 * An error of the attempt to submit an object: when the cluster does not serve
 * its kind, as one that names the value and a way out.
 */
export function explainUnserved(kind: Kind, error: unknown): unknown {
  return isExtension(kind) &&
    ClusterError.is(error, 'notFound') &&
    error.missing === 'resource'
    ? notServed(error.cluster, kind)
    : error;
}
