import type { IStatefulSetStatus } from 'kubernetes-models/apps/v1/StatefulSetStatus';
import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { Pod, StatefulSet } from '../objects/kinds';
import { PODS, STATEFUL_SETS } from '../objects/resourceTypes';
import { Component } from '../runtime/component';
import { EventRecorder } from '../runtime/events';
import {
  createObjectController,
  Events,
  nonZero,
  WorkloadControllerOptions,
  writeStatus,
} from './objectController';
import {
  isPodAvailable,
  isPodFinished,
  isPodReady,
  isTerminating,
  nextAvailability,
  podsOf,
  wantedReplicas,
} from './pods';
import { slowStart } from './slowStart';
import {
  checkNames,
  newStatefulPod,
  ordinalOf,
  revisionOf,
} from './statefulSetPods';
import {
  forgetRevisions,
  Revisions,
  syncRevisions,
} from './statefulSetRevisions';

const NAME = 'statefulset-controller';

/** What is done at once for a set, until there is something to wait for. */
class Step {
  readonly #start: number;
  readonly #wanted: number;
  /** Pods that the set shall have, by their ordinal. */
  readonly #replicas = new Map<number, Pod>();
  /** Pods that it has too many, highest ordinal first. */
  readonly #surplus: Pod[];

  constructor(
    private readonly api: ObjectApi,
    private readonly events: Events,
    private readonly set: StatefulSet,
    private readonly revisions: Revisions,
  ) {
    this.#start = set.spec.ordinals?.start ?? 0;
    this.#wanted = wantedReplicas(set);
    const surplus = new Map<number, Pod>();
    for (const pod of podsOf(api.store, set)) {
      const ordinal = ordinalOf(set, pod);
      const inRange =
        ordinal >= this.#start && ordinal < this.#start + this.#wanted;
      (inRange ? this.#replicas : surplus).set(ordinal, pod);
    }
    surplus.delete(-1);
    this.#surplus = [...surplus]
      .sort(([a], [b]) => b - a)
      .map(([, pod]) => pod);
  }

  take() {
    const done =
      this.set.spec.podManagementPolicy === 'Parallel'
        ? this.#fillAtOnce()
        : this.#fillInOrder() && this.#shrinkInOrder();
    if (done && this.set.spec.updateStrategy?.type !== 'OnDelete') {
      this.#update();
    }
  }

  get #ordinals(): number[] {
    return Array.from({ length: this.#wanted }, (_, i) => this.#start + i);
  }

  /** @returns true: there is nothing to wait for */
  #fillAtOnce(): boolean {
    slowStart(this.#ordinals, ordinal => this.#ensure(ordinal));
    this.#surplus
      .filter(pod => !isTerminating(pod))
      .forEach(pod => this.#delete(pod));
    return true;
  }

  /** @returns whether all pods are there and available */
  #fillInOrder(): boolean {
    return this.#ordinals.every(
      ordinal => this.#ensure(ordinal) && this.#isHealthy(ordinal),
    );
  }

  /** @returns whether the pod was there already and has not ended */
  #ensure(ordinal: number): boolean {
    const pod = this.#replicas.get(ordinal);
    if (!pod) {
      this.#create(ordinal);
      return false;
    }
    if (!isPodFinished(pod)) {
      return true;
    }
    if (!isTerminating(pod)) {
      this.#delete(pod);
    }
    return false;
  }

  #isHealthy(ordinal: number): boolean {
    const pod = this.#replicas.get(ordinal);
    return pod !== undefined && !isTerminating(pod) && this.#isAvailable(pod);
  }

  #isAvailable(pod: Pod): boolean {
    const { minReadySeconds = 0 } = this.set.spec;
    return isPodAvailable(pod, minReadySeconds, this.api.clock.now());
  }

  /**
   * Deletes the pod with the highest ordinal, and the next when it is gone. One
   * that is not available waits for those below it to be well, the lowest aside.
   *
   * @returns whether there was none
   */
  #shrinkInOrder(): boolean {
    const [last] = this.#surplus;
    if (!last) {
      return true;
    }
    const firstBroken = this.#surplus.findLast(
      pod => isTerminating(pod) || !this.#isAvailable(pod),
    );
    if (
      !isTerminating(last) &&
      (this.#isAvailable(last) || last === firstBroken)
    ) {
      this.#delete(last);
    }
    return false;
  }

  /**
   * Deletes the last pod that is not of the new revision, down to the
   * partition, unless one above it is not available yet. `maxUnavailable` has
   * no effect: its feature gate is off in Kubernetes 1.36.
   */
  #update() {
    const { partition = 0 } = this.set.spec.updateStrategy?.rollingUpdate ?? {};
    for (const ordinal of this.#ordinals.slice(partition).reverse()) {
      const pod = this.#replicas.get(ordinal);
      const isOld = pod && revisionOf(pod) !== this.revisions.update.name;
      if (isOld && !isTerminating(pod)) {
        this.#delete(pod);
        return;
      }
      if (!this.#isHealthy(ordinal)) {
        return;
      }
    }
  }

  /** Below the partition of an update, pods stay at the current revision. */
  #revisionFor(ordinal: number) {
    const { updateStrategy } = this.set.spec;
    const { current, update } = this.revisions;
    const { partition = 0 } = updateStrategy?.rollingUpdate ?? {};
    const kept = updateStrategy?.rollingUpdate
      ? partition
      : this.set.status?.currentReplicas ?? 0;
    const isKept =
      updateStrategy?.type !== 'OnDelete' && ordinal < this.#start + kept;
    return isKept ? current : update;
  }

  #create(ordinal: number) {
    const revision = this.#revisionFor(ordinal);
    const pod = newStatefulPod(this.set, ordinal, revision);
    const name = `${this.set.metadata.name}-${ordinal}`;
    try {
      checkNames(pod);
      this.api.create(PODS, pod);
    } catch (error) {
      if (error instanceof ApiError && error.reason !== 'AlreadyExists') {
        this.#tell('Create', name, error);
      }
      throw error;
    }
    this.#tell('Create', name);
  }

  #delete({ metadata }: Pod) {
    this.api.delete(PODS, metadata);
    this.#tell('Delete', metadata.name);
  }

  #tell(verb: 'Create' | 'Delete', pod: string, error?: ApiError) {
    const what = `${verb} Pod ${pod} in StatefulSet ${this.set.metadata.name}`;
    this.events.record(
      this.set,
      error
        ? {
            type: 'Warning',
            reason: `Failed${verb}`,
            message: `${what} failed error: ${error.message}`,
          }
        : {
            type: 'Normal',
            reason: `Successful${verb}`,
            message: `${what} successful`,
          },
    );
  }
}

function statusOf(
  set: StatefulSet,
  pods: Pod[],
  { current, update, collisionCount }: Revisions,
  now: Date,
): IStatefulSetStatus {
  const { spec, metadata } = set;
  const ready = pods.filter(
    pod => pod.status?.phase === 'Running' && isPodReady(pod),
  );
  const atRevision = (name: string) =>
    pods.filter(pod => !isTerminating(pod) && revisionOf(pod) === name).length;
  const updated = atRevision(update.name);
  const wanted = wantedReplicas(set);
  const isComplete =
    spec.updateStrategy?.type !== 'OnDelete' &&
    [updated, ready.length, pods.length].every(count => count === wanted);
  const { conditions } = set.status ?? {};
  return {
    observedGeneration: metadata.generation,
    replicas: pods.length,
    availableReplicas: ready.filter(pod =>
      isPodAvailable(pod, spec.minReadySeconds ?? 0, now),
    ).length,
    ...nonZero({
      readyReplicas: ready.length,
      currentReplicas: isComplete ? updated : atRevision(current.name),
      updatedReplicas: updated,
    }),
    currentRevision: isComplete ? update.name : current.name,
    updateRevision: update.name,
    collisionCount,
    ...(conditions && { conditions }),
  };
}

function reconcile(api: ObjectApi, events: Events, set: StatefulSet) {
  const revisions = syncRevisions(api, set);
  let failure: ApiError | undefined;
  if (!isTerminating(set)) {
    try {
      new Step(api, events, set, revisions).take();
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      failure = error;
    }
  }
  const pods = podsOf(api.store, set);
  const now = api.clock.now();
  writeStatus(api, STATEFUL_SETS, set, statusOf(set, pods, revisions, now));
  forgetRevisions(api, set, pods, revisions);
  if (failure) {
    throw failure;
  }
  return nextAvailability(pods, set.spec.minReadySeconds ?? 0, now);
}

/** Keeps the pods of StatefulSets: each has a number, and a name with it. */
export function createStatefulSetController(
  api: ObjectApi,
  { events = new EventRecorder(api, NAME) }: WorkloadControllerOptions = {},
): Component {
  return createObjectController(api, {
    name: NAME,
    type: STATEFUL_SETS,
    owns: [PODS],
    reconcile: set => reconcile(api, events, set),
  });
}
