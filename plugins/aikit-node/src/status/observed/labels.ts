import { ObservedPod, ObservedWorkload, WorkloadObservation } from './observed';

/** Labels that LeaderWorkerSet's webhook puts on pods and StatefulSets. */
export const LWS_LABELS = {
  groupIndex: 'leaderworkerset.sigs.k8s.io/group-index',
  workerIndex: 'leaderworkerset.sigs.k8s.io/worker-index',
} as const;

/** Annotations that LeaderWorkerSet's controller puts on pods. */
export const LWS_ANNOTATIONS = {
  /** Pods in the group, by the revision that the pod belongs to. */
  size: 'leaderworkerset.sigs.k8s.io/size',
  exclusiveTopology: 'leaderworkerset.sigs.k8s.io/exclusive-topology',
} as const;

/**
 * Group and index of a pod of a LeaderWorkerSet, 0 being the leader: by its
 * labels, or by its name where the webhook that labels pods was away.
 *
 * @returns undefined when neither tells
 */
export function placeOf(
  { labels, name: podName }: ObservedPod,
  name: string,
): { group: number; worker: number } | undefined {
  const groupLabel = labels[LWS_LABELS.groupIndex];
  const workerLabel = labels[LWS_LABELS.workerIndex];
  const byName =
    (groupLabel === undefined || workerLabel === undefined) &&
    podName.startsWith(`${name}-`)
      ? /^(\d+)(?:-(\d+))?$/.exec(podName.slice(name.length + 1))
      : undefined;
  const group = Number(groupLabel ?? byName?.[1]);
  const worker = Number(workerLabel ?? byName?.[2] ?? 0);
  return Number.isInteger(group) && Number.isInteger(worker)
    ? { group, worker }
    : undefined;
}

/**
 * Which group of a workload a pod is in: the index of the group in a
 * LeaderWorkerSet, empty when it cannot be told; in a Deployment each pod is
 * one by itself.
 *
 * @public
 */
export function groupKey(
  pod: ObservedPod,
  { kind, name }: Pick<ObservedWorkload, 'kind' | 'name'>,
): string {
  return kind === 'Deployment'
    ? pod.uid
    : String(placeOf(pod, name)?.group ?? '');
}

/**
 * All pods of a workload, one group after the other.
 *
 * @public
 */
export function podsIn({
  groups,
}: Pick<WorkloadObservation, 'groups'>): ObservedPod[] {
  const all: ObservedPod[] = [];
  for (const pods of groups.values()) {
    for (const pod of pods) {
      all.push(pod);
    }
  }
  return all;
}
