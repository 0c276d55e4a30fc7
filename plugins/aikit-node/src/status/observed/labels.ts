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
