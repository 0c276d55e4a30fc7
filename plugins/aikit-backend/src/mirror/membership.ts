import {
  groupKey,
  ObservedPod,
  ObservedPodSet,
  ObservedWorkload,
  WorkloadObservation,
} from '@aikit-backstage/plugin-aikit-node';
import { keyText } from './changes';
import { ObjectIndex } from './collection';
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

/** What belongs to a workload. */
export type Members = Pick<WorkloadObservation, 'groups' | 'podSets'>;

interface KnownMembers {
  workload: Pick<ObservedWorkload, 'kind' | 'name' | 'uid'>;
  groups: Map<string, readonly ObservedPod[]>;
  podSets: readonly ObservedPodSet[];
}

/**
 * Which pods and pod sets belong to which workload. Objects may come in any
 * order: what decides is asked for when it is looked up. What was found out is
 * kept while objects only change; it is forgotten when one comes or goes that
 * others may hang on.
 */
export class Membership {
  readonly #podsByOwner = new ObjectIndex<ObservedPod>(pod => pod.owner?.uid);
  readonly #podsByLabel = new ObjectIndex<ObservedPod>(labelled);
  readonly #setsByOwner = new ObjectIndex<ObservedPodSet>(
    set => set.owner?.uid,
  );
  readonly #setsByLabel = new ObjectIndex<ObservedPodSet>(labelled);

  readonly #known = new Map<string, KnownMembers>();

  constructor(private readonly lookup: ObjectLookup) {}

  updatePod(before: ObservedPod | undefined, after: ObservedPod | undefined) {
    this.#podsByOwner.update(before, after);
    this.#podsByLabel.update(before, after);
    if (!before || !after || !isInSamePlace(before, after)) {
      this.#forget(before, after, this.#setsByOwner, pod =>
        this.workloadOfPod(pod),
      );
      return;
    }
    const key = this.workloadOfPod(after);
    const known = key && this.#known.get(keyText(key));
    if (
      known &&
      groupKey(before, known.workload) === groupKey(after, known.workload)
    ) {
      replaceGroup(known, after);
    } else if (key) {
      this.#known.delete(keyText(key));
    }
  }

  updatePodSet(
    before: ObservedPodSet | undefined,
    after: ObservedPodSet | undefined,
  ) {
    this.#setsByOwner.update(before, after);
    this.#setsByLabel.update(before, after);
    if (!before || !after || !isInSamePlace(before, after)) {
      this.#forget(before, after, this.#podsByOwner, set =>
        this.workloadOfPodSet(set),
      );
      return;
    }
    const key = this.workloadOfPodSet(after);
    const known = key && this.#known.get(keyText(key));
    if (known) {
      known.podSets = known.podSets.map(set =>
        set.uid === after.uid ? after : set,
      );
    }
  }

  /** Something has happened to a pod, which itself is as it was. */
  touchPod(pod: ObservedPod) {
    const key = this.workloadOfPod(pod);
    const known = key && this.#known.get(keyText(key));
    if (known) {
      replaceGroup(known, pod);
    }
  }

  /** Something has happened to a pod set, which itself is as it was. */
  touchPodSet(set: ObservedPodSet) {
    const key = this.workloadOfPodSet(set);
    const known = key && this.#known.get(keyText(key));
    if (known) {
      known.podSets = [...known.podSets];
    }
  }

  /** The lists are right until the next change. */
  members(workload: ObservedWorkload): Members {
    const key = keyText(workload);
    const known = this.#known.get(key);
    if (known?.workload.uid === workload.uid) {
      return known;
    }
    const { kind, name, uid } = workload;
    const podSets = this.#podSets(workload);
    const groups = new Map<string, ObservedPod[]>();
    for (const pod of this.#pods(workload, podSets)) {
      const group = groupKey(pod, workload);
      groups
        .set(group, groups.get(group) ?? [])
        .get(group)
        ?.push(pod);
    }
    const members = { workload: { kind, name, uid }, groups, podSets };
    this.#known.set(key, members);
    return members;
  }

  podsOf(uid: string): ReadonlyMap<string, ObservedPod> {
    return this.#podsByOwner.get(uid);
  }

  /** The workload has gone. */
  drop(workload: ObservedWorkload) {
    this.#known.delete(keyText(workload));
  }

  /** The workload that a pod is part of, as far as it can be told. */
  workloadOfPod(pod: ObservedPod): WorkloadKey | undefined {
    const key = leaderWorkerSetOf(pod);
    if (key) {
      return key;
    }
    const set = pod.owner && this.lookup.podSet(pod.owner.uid);
    return set && this.workloadOfPodSet(set);
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

  /** An object has come, gone or moved: so may have what hangs on it. */
  #forget<T extends ObservedPod | ObservedPodSet>(
    before: T | undefined,
    after: T | undefined,
    hanging: { get(owner: string): { size: number } },
    workloadOf: (object: T) => WorkloadKey | undefined,
  ) {
    for (const object of [before, after]) {
      if (object && hanging.get(object.uid).size > 0) {
        this.#known.clear();
        return;
      }
      const key = object && workloadOf(object);
      if (key) {
        this.#known.delete(keyText(key));
      }
    }
  }

  #podSets(workload: ObservedWorkload): ObservedPodSet[] {
    return workload.kind === 'Deployment'
      ? [...this.#setsByOwner.get(workload.uid).values()]
      : [...this.#setsByLabel.get(keyText(workload)).values()].filter(set =>
          this.#setBelongs(set, workload, MAX_CHAIN),
        );
  }

  #pods(workload: ObservedWorkload, podSets: ObservedPodSet[]): ObservedPod[] {
    return workload.kind === 'Deployment'
      ? podSets.flatMap(set => [...this.#podsByOwner.get(set.uid).values()])
      : [...this.#podsByLabel.get(keyText(workload)).values()].filter(pod =>
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

/** Whether nothing of an object has changed that says where it belongs. */
function isInSamePlace<T extends ObservedPod | ObservedPodSet>(
  before: T,
  after: T,
): boolean {
  return (
    before.owner?.uid === after.owner?.uid &&
    (before.labels === after.labels || labelled(before) === labelled(after))
  );
}

/** Makes the group of a pod another list, with the pod as it is now. */
function replaceGroup({ groups, workload }: KnownMembers, pod: ObservedPod) {
  const key = groupKey(pod, workload);
  const group = groups.get(key);
  if (group) {
    groups.set(
      key,
      group.map(other => (other.uid === pod.uid ? pod : other)),
    );
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
