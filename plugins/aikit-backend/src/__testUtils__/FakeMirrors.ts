import {
  ClusterState,
  ClusterStatus,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedNode,
  ObservedPod,
  ObservedWorkload,
  WorkloadObservation,
} from '@aikit-backstage/plugin-aikit-node';
import { anObservation } from '@aikit-backstage/plugin-aikit-node/testUtils';
import {
  ClusterMirror,
  MirrorChange,
  Mirrors,
  WorkloadKey,
} from '../mirror/types';

/** Mirror of one cluster whose content the test sets. */
export class FakeMirror implements ClusterMirror {
  state: ClusterState = 'live';
  error?: string;
  lastSeen = '2026-01-01T00:00:00.000Z';
  lws: 'installed' | 'missing' | 'unknown' = 'installed';
  observedNodes: ObservedNode[] = [];
  /** Of the cluster; those named `<workload>-…` are the workload's. */
  observedPods: ObservedPod[] = [];
  /** How often a workload was looked at. */
  looks = 0;
  readonly #workloads: ObservedWorkload[] = [];

  constructor(
    readonly cluster: string,
    private readonly tell: (change: MirrorChange) => void,
  ) {}

  status(): ClusterStatus {
    return {
      name: this.cluster,
      state: this.state,
      lastSeen: this.lastSeen,
      ...(this.error && { error: this.error }),
    };
  }

  leaderWorkerSet() {
    return this.lws;
  }

  workloads() {
    return this.#workloads;
  }

  workload(key: WorkloadKey): ObservedWorkload | undefined {
    return this.#workloads.find(
      ({ kind, namespace, name }) =>
        kind === key.kind && namespace === key.namespace && name === key.name,
    );
  }

  observe(key: WorkloadKey): WorkloadObservation | undefined {
    this.looks += 1;
    const workload = this.workload(key);
    return (
      workload &&
      anObservation({
        cluster: this.cluster,
        workload,
        pods: this.observedPods.filter(pod =>
          pod.name.startsWith(`${key.name}-`),
        ),
        podSets: [],
        nodes: this.observedNodes,
        free: {},
      })
    );
  }

  nodes() {
    return this.observedNodes;
  }

  pods() {
    return this.observedPods;
  }

  /** Adds a workload or replaces it, and tells of it. */
  set(workload: ObservedWorkload): void {
    this.#remove(workload);
    this.#workloads.push(workload);
    this.tellOf({ workloads: [workload] });
  }

  remove(workload: ObservedWorkload): void {
    this.#remove(workload);
    this.tellOf({ workloads: [workload] });
  }

  tellOf(change: Partial<MirrorChange>): void {
    this.tell({
      cluster: this.cluster,
      workloads: [],
      nodes: false,
      status: false,
      ...change,
    });
  }

  #remove(workload: WorkloadKey): void {
    const known = this.workload(workload);
    if (known) {
      this.#workloads.splice(this.#workloads.indexOf(known), 1);
    }
  }
}

/** Mirrors of which the test makes the changes. */
export class FakeMirrors implements Mirrors {
  readonly #mirrors = new Map<string, FakeMirror>();
  readonly #listeners = new Set<(change: MirrorChange) => void>();

  constructor(...clusters: string[]) {
    clusters.forEach(cluster => this.add(cluster));
  }

  add(cluster: string): FakeMirror {
    const mirror = new FakeMirror(cluster, change =>
      this.#listeners.forEach(listener => listener(change)),
    );
    this.#mirrors.set(cluster, mirror);
    return mirror;
  }

  drop(cluster: string): void {
    const mirror = this.#mirrors.get(cluster);
    this.#mirrors.delete(cluster);
    mirror?.tellOf({ status: true });
  }

  list(): FakeMirror[] {
    return [...this.#mirrors.values()];
  }

  get(cluster: string): FakeMirror | undefined {
    return this.#mirrors.get(cluster);
  }

  subscribe(onChange: (change: MirrorChange) => void): () => void {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }
}
