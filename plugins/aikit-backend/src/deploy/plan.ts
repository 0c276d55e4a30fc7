import { Manifest, WorkloadTarget } from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { ConflictError } from '@backstage/errors';
import { isKind, isWorkload, Kind, rank } from './kinds';
import { ownsReplicas, replicasOf, withReplicas } from './workloadFields';
import { describeLive, LiveObject } from './WorkloadObjects';

/** One object to submit. */
export interface PlannedObject {
  kind: Kind;
  object: KubernetesObject;
  /** As it is in the cluster; absent when it is not there. */
  before?: KubernetesObject;
  /**
   * Replicas to scale to before the object is applied: the autoscaler that
   * this submission takes away still owns them, and would be in conflict.
   */
  takeBackReplicas?: number;
}

/** What a submission does. */
export interface Plan {
  submissions: PlannedObject[];
  /** What the workload had, and has no more. */
  surplus: LiveObject[];
}

/**
 * @param manifests - what the workload shall be
 * @param live - what there is of it
 */
export function planSubmission(
  { namespace }: WorkloadTarget,
  manifests: Manifest[],
  live: LiveObject[],
): Plan {
  const kinds = manifests.map(kindOf);
  const surplus = live.filter(
    ({ kind, managed }) => managed && !kinds.includes(kind),
  );
  const submissions = manifests.map(manifest => {
    const kind = kindOf(manifest);
    const before = live.find(other => other.kind === kind)?.object;
    const object: KubernetesObject = {
      ...manifest,
      metadata: {
        ...manifest.metadata,
        ...(kind !== 'Namespace' && { namespace }),
        ...precondition(kind, before),
      },
    };
    return before
      ? settleReplicas({ kind, object, before }, before, surplus)
      : { kind, object };
  });
  submissions.sort((one, other) => rank(one.kind) - rank(other.kind));
  return { submissions, surplus };
}

/**
 * A resource version that no object has: the API server's own first write has
 * it. Applying with it makes an object, and never changes one: of any that is
 * there the version differs, which is a conflict, with force as well.
 *
 * Source of the rule: "Resource versions" in Kubernetes' API concepts; the
 * tests on a real API server hold it to that.
 */
export const NOT_THERE = '1';

/**
 * What must be as it was read for the API server to apply an object, so that
 * of two who make it one makes it, and none changes another's. A namespace
 * must not have changed at all: its level is not to be lowered.
 */
function precondition(
  kind: Kind,
  before: KubernetesObject | undefined,
): Pick<KubernetesObject['metadata'], 'uid' | 'resourceVersion'> {
  const { uid, resourceVersion } = before?.metadata ?? {};
  if (!before) {
    return { resourceVersion: NOT_THERE };
  }
  return {
    ...(uid && { uid }),
    ...(kind === 'Namespace' && resourceVersion && { resourceVersion }),
  };
}

/** Hands the replicas over to an autoscaler, or takes them back from it. */
function settleReplicas(
  planned: PlannedObject,
  before: KubernetesObject,
  surplus: LiveObject[],
): PlannedObject {
  const running = replicasOf(before);
  if (!isWorkload(planned.kind) || running === undefined) {
    return planned;
  }
  const wanted = replicasOf(planned.object);
  if (wanted === undefined) {
    return ownsReplicas(before)
      ? { ...planned, object: withReplicas(planned.object, running) }
      : planned;
  }
  return wanted !== running &&
    surplus.some(({ kind }) => kind === 'HorizontalPodAutoscaler')
    ? { ...planned, takeBackReplicas: wanted }
    : planned;
}

/**
 * Refuses to write to what is not the portal's, which force does not change,
 * or is going away.
 *
 * @param live - what there is of the workload
 * @throws ConflictError
 */
export function assertWritable(
  target: WorkloadTarget,
  live: LiveObject[],
  { submissions }: Plan,
): void {
  for (const found of live) {
    const { kind, object, managed } = found;
    // A namespace is nobody's alone: its fields' managers decide.
    if (
      kind === 'Namespace' ||
      !submissions.some(planned => planned.kind === kind)
    ) {
      continue;
    }
    const subject = describeLive(found, target);
    if (object.metadata.deletionTimestamp) {
      throw new ConflictError(
        `${subject} is being deleted: submit again when it has gone`,
      );
    }
    if (!managed) {
      throw new ConflictError(
        `${subject} was not submitted through the portal, which never changes what is not its own, not even with force: choose another name, or take it over first by adopting its Helm release`,
      );
    }
  }
}

function kindOf({ kind }: Manifest): Kind {
  if (!isKind(kind)) {
    throw new Error(`The renderer made a ${kind}, which cannot be submitted`);
  }
  return kind;
}
