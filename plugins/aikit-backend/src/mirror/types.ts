import {
  ClusterStatus,
  WorkloadKind,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedNode,
  ObservedPod,
  ObservedWorkload,
  WorkloadObservation,
} from '@aikit-backstage/plugin-aikit-node';

/**
 * Name of a workload inside its cluster.
 */
export interface WorkloadKey {
  kind: WorkloadKind;
  namespace: string;
  name: string;
}

/**
 * The in-memory picture of one cluster, kept by LIST + WATCH.
 */
export interface ClusterMirror {
  readonly cluster: string;
  readonly title?: string;
  status(): ClusterStatus;
  leaderWorkerSet(): 'installed' | 'missing' | 'unknown';
  workloads(): Iterable<ObservedWorkload>;
  workload(key: WorkloadKey): ObservedWorkload | undefined;
  /** Everything the workload's status is computed from; undefined if gone. */
  observe(key: WorkloadKey): WorkloadObservation | undefined;
  nodes(): Iterable<ObservedNode>;
  pods(): Iterable<ObservedPod>;
}

/**
 * What a subscriber of the mirrors is told. Changes of one turn of the event
 * loop come together.
 */
export interface MirrorChange {
  cluster: string;
  /** Workloads of which something changed: object, pods, sets or events. */
  workloads: WorkloadKey[];
  /** A node, or what is free on one, has changed. */
  nodes: boolean;
  /** The state of the cluster has changed. */
  status: boolean;
}

/**
 * The mirrors of all clusters.
 */
export interface Mirrors {
  list(): ClusterMirror[];
  get(cluster: string): ClusterMirror | undefined;
  /** Returns a function that ends the subscription. */
  subscribe(onChange: (change: MirrorChange) => void): () => void;
}
