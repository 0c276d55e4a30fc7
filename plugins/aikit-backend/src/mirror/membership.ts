import {
  ObservedPod,
  ObservedPodSet,
  ObservedWorkload,
} from '@aikit-backstage/plugin-aikit-node';
import { keyText } from './changes';
import { ObjectIndex } from './objectIndex';
import { LWS_NAME_LABEL } from './projections';
import { WorkloadKey } from './types';

/** Where membership looks objects up. */
export interface ObjectLookup {
  pod(uid: string): ObservedPod | undefined;
  podSet(uid: string): ObservedPodSet | undefined;
}

// Worker pod, worker StatefulSet, leader pod, leader StatefulSet. Owner
// references are user input: a circle of them must end.
const MAX_CHAIN = 4;

/**
 * Which pods and pod sets belong to which workload. Objects may come in any
 * order: what decides is asked for when it is looked up.
 */
export class Membership {
  readonly #podsByOwner = new ObjectIndex<ObservedPod>(pod => pod.owner?.uid);
  readonly #podsByLabel = new ObjectIndex<ObservedPod>(labelled);
  readonly #setsByOwner = new ObjectIndex<ObservedPodSet>(
    set => set.owner?.uid,
  );
  readonly #setsByLabel = new ObjectIndex<ObservedPodSet>(labelled);

  constructor(private readonly lookup: ObjectLookup) {}

  updatePod(before: ObservedPod | undefined, after: ObservedPod | undefined) {
    this.#podsByOwner.update(before, after);
    this.#podsByLabel.update(before, after);
  }

  updatePodSet(
    before: ObservedPodSet | undefined,
    after: ObservedPodSet | undefined,
  ) {
    this.#setsByOwner.update(before, after);
    this.#setsByLabel.update(before, after);
  }

  /** The workload that a pod is part of, as far as it can be told. */
  workloadOfPod(pod: ObservedPod): WorkloadKey | undefined {
    const set = pod.owner && this.lookup.podSet(pod.owner.uid);
    return leaderWorkerSetOf(pod) ?? (set && this.workloadOfPodSet(set));
  }

  workloadOfPodSet(set: ObservedPodSet): WorkloadKey | undefined {
    if (set.kind === 'StatefulSet') {
      return leaderWorkerSetOf(set);
    }
    return (
      set.owner && {
        kind: 'Deployment',
        namespace: set.namespace,
        name: set.owner.name,
      }
    );
  }

  podSets(workload: ObservedWorkload): ObservedPodSet[] {
    return workload.kind === 'Deployment'
      ? [...this.#setsByOwner.get(workload.uid)]
      : [...this.#setsByLabel.get(keyText(workload))].filter(set =>
          this.#setBelongs(set, workload, MAX_CHAIN),
        );
  }

  pods(workload: ObservedWorkload): ObservedPod[] {
    return workload.kind === 'Deployment'
      ? this.podSets(workload).flatMap(set => [
          ...this.#podsByOwner.get(set.uid),
        ])
      : [...this.#podsByLabel.get(keyText(workload))].filter(pod =>
          this.#podBelongs(pod, workload, MAX_CHAIN),
        );
  }

  /**
   * Anyone can put LeaderWorkerSet's label on a pod: what counts is the chain
   * of controllers. A link that is missing is taken as good, for objects come
   * in any order, and pods outlive the StatefulSet they are deleted with; but
   * nothing can be part of a workload that is younger than itself.
   */
  #podBelongs(
    pod: ObservedPod,
    workload: ObservedWorkload,
    links: number,
  ): boolean {
    if (pod.owner?.kind !== 'StatefulSet' || links === 0) {
      return false;
    }
    const set = this.lookup.podSet(pod.owner.uid);
    return set
      ? this.#setBelongs(set, workload, links - 1)
      : pod.createdAt >= workload.createdAt;
  }

  #setBelongs(
    set: ObservedPodSet,
    workload: ObservedWorkload,
    links: number,
  ): boolean {
    if (set.owner?.kind === 'LeaderWorkerSet') {
      return set.owner.uid === workload.uid;
    }
    if (set.owner?.kind !== 'Pod' || links === 0) {
      return false;
    }
    const leader = this.lookup.pod(set.owner.uid);
    return leader
      ? this.#podBelongs(leader, workload, links - 1)
      : set.createdAt >= workload.createdAt;
  }
}

function leaderWorkerSetOf(
  object: ObservedPod | ObservedPodSet,
): WorkloadKey | undefined {
  const name = object.labels[LWS_NAME_LABEL];
  return name === undefined
    ? undefined
    : { kind: 'LeaderWorkerSet', namespace: object.namespace, name };
}

function labelled(object: ObservedPod | ObservedPodSet): string | undefined {
  const key = leaderWorkerSetOf(object);
  return key && keyText(key);
}
