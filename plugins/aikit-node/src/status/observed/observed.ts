import { WorkloadKind } from '@aikit-backstage/plugin-aikit-common';

/**
 * What the mirror keeps of every object's metadata.
 *
 * @public
 */
export interface ObservedMeta {
  uid: string;
  name: string;
  /** Empty for objects that are not in a namespace. */
  namespace: string;
  labels: Record<string, string>;
  /** Only those that the suite or LeaderWorkerSet reads. */
  annotations: Record<string, string>;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601; present while the object is being deleted. */
  deletedAt?: string;
  /** 0 for kinds that have none. */
  generation: number;
  resourceVersion: string;
  /** The controlling owner. */
  owner?: { kind: string; name: string; uid: string };
}

/** @public */
export interface ObservedCondition {
  type: string;
  status: string;
  reason: string;
  message: string;
  /** ISO 8601. */
  since?: string;
}

/** @public */
export interface ObservedContainer {
  name: string;
  /** A sidecar is an init container that is always restarted. */
  type: 'app' | 'init' | 'sidecar';
  image: string;
  state: 'waiting' | 'running' | 'terminated' | 'unknown';
  /** Reason of a waiting or terminated container. */
  reason?: string;
  message?: string;
  exitCode?: number;
  /** ISO 8601: start of a running, end of a terminated container. */
  since?: string;
  ready: boolean;
  restarts: number;
  /** How it ended before its last restart. */
  lastTermination?: {
    reason: string;
    exitCode: number;
    message?: string;
    finishedAt?: string;
  };
}

/** @public */
export interface ObservedPod extends ObservedMeta {
  kind: 'Pod';
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  /** `status.reason`, such as `Evicted`. */
  reason?: string;
  message?: string;
  nodeName?: string;
  conditions: ObservedCondition[];
  containers: ObservedContainer[];
  /** Effective request by accelerator resource, in whole devices. */
  accelerators: Record<string, number>;
}

/** @public */
export interface ObservedWorkload extends ObservedMeta {
  kind: WorkloadKind;
  /** Desired groups. */
  replicas: number;
  /** Pods in a group; 1 for a Deployment. */
  size: number;
  observedGeneration?: number;
  conditions: ObservedCondition[];
  /** As the object reports it: shown, never trusted. */
  reported: { replicas: number; ready: number; updated: number };
  /** LeaderWorkerSet only. */
  startupPolicy?: string;
  /** LeaderWorkerSet only. */
  restartPolicy?: string;
  /** Image of the leader's or server's first container. */
  image?: string;
  /** Effective accelerator request of one pod, by role. */
  accelerators: {
    leader: Record<string, number>;
    worker: Record<string, number>;
  };
}

/** A StatefulSet or ReplicaSet between a workload and its pods. @public */
export interface ObservedPodSet extends ObservedMeta {
  kind: 'StatefulSet' | 'ReplicaSet';
  replicas: number;
  conditions: ObservedCondition[];
}

/** @public */
export interface ObservedNode extends ObservedMeta {
  kind: 'Node';
  ready: boolean;
  unschedulable: boolean;
  taints: { key: string; value?: string; effect: string }[];
  /** Allocatable accelerators by resource, in whole devices. */
  accelerators: Record<string, number>;
}

/** @public */
export interface ObservedEvent extends ObservedMeta {
  kind: 'Event';
  type: string;
  reason: string;
  message: string;
  regarding: { kind: string; namespace: string; name: string; uid: string };
  count: number;
  /** ISO 8601: the latest of the times the event carries. */
  lastSeen: string;
}

/**
 * Any object of the mirror.
 *
 * @public
 */
export type Observed =
  | ObservedPod
  | ObservedWorkload
  | ObservedPodSet
  | ObservedNode
  | ObservedEvent;

/**
 * Everything that the status of one workload is computed from. Objects, lists
 * of pods and events, and the map of nodes are never changed: what differs is
 * another object.
 *
 * @public
 */
export interface WorkloadObservation {
  cluster: string;
  workload: ObservedWorkload;
  /**
   * Its pods by group, see {@link groupKey}. A group is another list as soon as
   * one of its pods, or what happened to it, has changed.
   */
  groups: ReadonlyMap<string, readonly ObservedPod[]>;
  /** Pods by their uids that a pod set controls, by the uid of that set. */
  podsOf(uid: string): ReadonlyMap<string, ObservedPod>;
  /**
   * Its StatefulSets or ReplicaSets; another list as soon as one of them, its
   * events, or which pods it has, has changed.
   */
  podSets: readonly ObservedPodSet[];
  /**
   * Events about the workload, one of its pod sets or its pods, by the uid of
   * that object: the latest first; another list once they have changed.
   */
  eventsAbout(uid: string): readonly ObservedEvent[];
  /** All nodes of the cluster, by name. */
  nodes: ReadonlyMap<string, ObservedNode>;
  /**
   * Free accelerators by node name and resource, over the whole cluster:
   * allocatable less the effective requests of all pods there. Unusable nodes
   * are absent.
   */
  free: Record<string, Record<string, number>>;
}
