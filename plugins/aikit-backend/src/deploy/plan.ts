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
  name: string;
  submissions: PlannedObject[];
  /** What the workload had, and has no more. */
  surplus: Kind[];
}

/**
 * @param manifests - what the workload shall be
 * @param live - what there is of it
 */
export function planSubmission(
  { name, namespace }: WorkloadTarget,
  manifests: Manifest[],
  live: LiveObject[],
): Plan {
  const kinds = manifests.map(kindOf);
  const surplus = live
    .filter(({ kind, managed }) => managed && !kinds.includes(kind))
    .map(({ kind }) => kind);
  const submissions = manifests.map(manifest => {
    const kind = kindOf(manifest);
    const before = live.find(other => other.kind === kind)?.object;
    const object: KubernetesObject =
      kind === 'Namespace'
        ? manifest
        : { ...manifest, metadata: { ...manifest.metadata, namespace } };
    return before
      ? settleReplicas({ kind, object, before }, before, surplus)
      : { kind, object };
  });
  submissions.sort((one, other) => rank(one.kind) - rank(other.kind));
  return { name, submissions, surplus };
}

/** Hands the replicas over to an autoscaler, or takes them back from it. */
function settleReplicas(
  planned: PlannedObject,
  before: KubernetesObject,
  surplus: Kind[],
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
  return wanted !== running && surplus.includes('HorizontalPodAutoscaler')
    ? { ...planned, takeBackReplicas: wanted }
    : planned;
}

/**
 * Refuses to write to what is not the portal's, or is going away.
 *
 * @param live - what there is of the workload
 * @throws ConflictError
 */
export function assertWritable(
  target: WorkloadTarget,
  live: LiveObject[],
  { submissions }: Plan,
  options: { force: boolean },
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
    if (!managed && !options.force) {
      throw new ConflictError(
        `${subject} was not submitted through the portal: choose another name, or submit with force to take it over`,
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
