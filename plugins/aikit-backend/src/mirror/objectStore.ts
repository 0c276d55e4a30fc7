import {
  ObservedEvent,
  ObservedNode,
  ObservedPod,
  ObservedPodSet,
  ObservedWorkload,
  WorkloadObservation,
} from '@aikit-backstage/plugin-aikit-node';
import { ChangeCollector, keyText } from './changes';
import { Collection } from './collection';
import { EventLog } from './eventLog';
import { FreeLedger } from './freeLedger';
import { Membership } from './membership';
import { WorkloadKey } from './types';

/**
 * The objects of one cluster, and how they hang together. Every change of a
 * collection is reported as a change of the workloads it concerns.
 */
export class ObjectStore {
  readonly leaderWorkerSets: Collection<ObservedWorkload>;
  readonly deployments: Collection<ObservedWorkload>;
  readonly replicaSets: Collection<ObservedPodSet>;
  readonly statefulSets: Collection<ObservedPodSet>;
  readonly pods: Collection<ObservedPod>;
  readonly nodes: Collection<ObservedNode>;
  readonly events: EventLog;

  readonly #changes: ChangeCollector;
  readonly #workloads = new Map<string, ObservedWorkload>();
  readonly #membership: Membership;
  readonly #ledger = new FreeLedger();
  #nodesByName?: Map<string, ObservedNode>;

  constructor(changes: ChangeCollector) {
    this.#changes = changes;
    const onWorkload = this.#onWorkload.bind(this);
    const onPodSet = this.#onPodSet.bind(this);
    this.leaderWorkerSets = new Collection(onWorkload);
    this.deployments = new Collection(onWorkload);
    this.replicaSets = new Collection(onPodSet);
    this.statefulSets = new Collection(onPodSet);
    this.pods = new Collection(this.#onPod.bind(this));
    this.nodes = new Collection(this.#onNode.bind(this));
    this.events = new EventLog(
      uid => this.#find(uid) !== undefined,
      this.#onEvent.bind(this),
    );
    this.#membership = new Membership({
      pod: uid => this.pods.get(uid),
      podSet: uid => this.#podSet(uid),
    });
  }

  workloads(): Iterable<ObservedWorkload> {
    return this.#workloads.values();
  }

  workload(key: WorkloadKey): ObservedWorkload | undefined {
    return this.#workloads.get(keyText(key));
  }

  /** All but the name of the cluster, which the store does not know. */
  observe(key: WorkloadKey): Omit<WorkloadObservation, 'cluster'> | undefined {
    const workload = this.workload(key);
    if (!workload) {
      return undefined;
    }
    this.#nodesByName ??= new Map(
      [...this.nodes.values()].map(node => [node.name, node]),
    );
    const { groups, podSets } = this.#membership.members(workload);
    return {
      workload,
      groups,
      podSets,
      podsOf: uid => this.#membership.podsOf(uid),
      eventsAbout: uid => this.events.about(uid),
      nodes: this.#nodesByName,
      free: this.#ledger.free(this.nodes.values()),
    };
  }

  #onWorkload(
    before: ObservedWorkload | undefined,
    after: ObservedWorkload | undefined,
  ) {
    if (after) {
      this.#workloads.set(keyText(after), after);
    } else if (before && this.workload(before)?.uid === before.uid) {
      // Not when another of the same name has already taken its place.
      this.#workloads.delete(keyText(before));
      this.#membership.drop(before);
    }
    this.#updateEvents(before, after);
    this.#report(before, after, workload => workload);
  }

  #onPodSet(
    before: ObservedPodSet | undefined,
    after: ObservedPodSet | undefined,
  ) {
    this.#membership.updatePodSet(before, after);
    this.#updateEvents(before, after);
    this.#report(before, after, set => this.#membership.workloadOfPodSet(set));
  }

  #onPod(before: ObservedPod | undefined, after: ObservedPod | undefined) {
    this.#membership.updatePod(before, after);
    this.#updateEvents(before, after);
    this.#report(before, after, pod => this.#membership.workloadOfPod(pod));
    if (this.#ledger.updatePod(before, after)) {
      this.#changes.nodes();
    }
  }

  #onNode() {
    this.#nodesByName = undefined;
    this.#ledger.updateNodes();
    this.#changes.nodes();
  }

  #onEvent({ regarding }: ObservedEvent) {
    const object = this.#find(regarding.uid);
    if (object?.kind === 'Pod') {
      this.#membership.touchPod(object);
    } else if (
      object?.kind === 'StatefulSet' ||
      object?.kind === 'ReplicaSet'
    ) {
      this.#membership.touchPodSet(object);
    }
    const key = object && this.#workloadOf(object);
    if (key) {
      this.#changes.workload(key);
    }
  }

  #updateEvents(
    before: { uid: string } | undefined,
    after: { uid: string } | undefined,
  ) {
    if (after) {
      this.events.claim(after.uid);
    } else if (before) {
      this.events.drop(before.uid);
    }
  }

  #report<T>(
    before: T | undefined,
    after: T | undefined,
    workloadOf: (object: T) => WorkloadKey | undefined,
  ) {
    for (const object of [before, after]) {
      const key = object && workloadOf(object);
      if (key) {
        this.#changes.workload(key);
      }
    }
  }

  #workloadOf(
    object: ObservedWorkload | ObservedPodSet | ObservedPod,
  ): WorkloadKey | undefined {
    switch (object.kind) {
      case 'Pod':
        return this.#membership.workloadOfPod(object);
      case 'StatefulSet':
      case 'ReplicaSet':
        return this.#membership.workloadOfPodSet(object);
      default:
        return object;
    }
  }

  #find(
    uid: string,
  ): ObservedWorkload | ObservedPodSet | ObservedPod | undefined {
    return (
      this.pods.get(uid) ??
      this.#podSet(uid) ??
      this.leaderWorkerSets.get(uid) ??
      this.deployments.get(uid)
    );
  }

  #podSet(uid: string): ObservedPodSet | undefined {
    return this.statefulSets.get(uid) ?? this.replicaSets.get(uid);
  }
}
