import { ApiError } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { Deployment, ReplicaSet } from '../objects/kinds';
import { DEPLOYMENTS, REPLICA_SETS } from '../objects/resourceTypes';
import { Component } from '../runtime/component';
import { EventRecorder } from '../runtime/events';
import {
  desiredAnnotation,
  isRolling,
  newReplicaSet,
  REVISION,
  revisionAnnotations,
  revisionOf,
  rollingLimits,
  rolloutSize,
  sizeAnnotations,
} from './deploymentSpec';
import {
  findCondition,
  hasDeadline,
  isComplete,
  msUntilTimeout,
  NewCondition,
  observedStatus,
  ReplicaSets,
  rolloutStatus,
  sumOfSpec,
  sumOfStatus,
  withCondition,
} from './deploymentStatus';
import {
  createObjectController,
  Events,
  WorkloadControllerOptions,
  writeStatus,
} from './objectController';
import {
  controlled,
  isPodFinished,
  isTerminating,
  podsOf,
  wantedReplicas,
} from './pods';
import { templateFingerprint } from './templateHash';

const NAME = 'deployment-controller';

function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [x, y] = [a, b].map(
    ({ metadata: { creationTimestamp, name } }) => creationTimestamp + name,
  );
  return x < y ? -1 : 1;
}

function isActive(replicaSet: ReplicaSet): boolean {
  return wantedReplicas(replicaSet) > 0;
}

/** One step of a Deployment towards the state that is wanted. */
class Rollout {
  #all: ReplicaSet[];

  constructor(
    private readonly api: ObjectApi,
    private readonly events: Events,
    private deployment: Deployment,
  ) {
    this.#all = controlled<ReplicaSet>(
      api.store,
      deployment,
      'ReplicaSet',
    ).sort(byAge);
  }

  /** @returns milliseconds after which to look again */
  proceed(): number | undefined {
    this.#notePause();
    this.#syncRevision();
    const { paused } = this.deployment.spec;
    // While several have pods, the rollout brings them to the new size:
    // Kubernetes first spreads the change over them in proportion.
    const single = this.#all.filter(isActive).length <= 1;
    const scaled = single && this.#isScaled();
    if (scaled || (single && paused)) {
      this.#scale();
    }
    if (scaled || paused) {
      this.#forgetOldWhenComplete();
      return this.report();
    }
    if (isRolling(this.deployment)) {
      this.#roll();
    } else {
      this.#recreate();
    }
    this.#setStatus(rolloutStatus(this.deployment, this.#sets, this.#now));
    return msUntilTimeout(this.deployment, this.#now);
  }

  get #now(): Date {
    return this.api.clock.now();
  }

  get #sets(): ReplicaSets {
    const wanted = templateFingerprint(this.deployment.spec.template);
    const current = this.#all.find(
      ({ spec }) => templateFingerprint(spec.template!) === wanted,
    );
    return { current, old: this.#all.filter(set => set !== current) };
  }

  /** Says what there is, and nothing of progress. */
  report(): undefined {
    this.#setStatus(observedStatus(this.deployment, this.#sets, this.#now));
  }

  #setStatus(status: Deployment['status']) {
    const { api, deployment } = this;
    this.deployment = writeStatus(api, DEPLOYMENTS, deployment, status);
  }

  #setProgressing(
    status: NewCondition['status'],
    reason: string,
    message: string,
  ) {
    if (hasDeadline(this.deployment)) {
      const condition = { type: 'Progressing', status, reason, message };
      const { status: before = {} } = this.deployment;
      this.#setStatus(withCondition(before, condition, this.#now));
    }
  }

  /** So that a rollout does not time out for the time it was paused. */
  #notePause() {
    const { spec, status } = this.deployment;
    const reason = findCondition(status, 'Progressing')?.reason;
    const wasPaused = reason === 'DeploymentPaused';
    if (!!spec.paused === wasPaused || reason === 'ProgressDeadlineExceeded') {
      return;
    }
    const what = spec.paused ? 'paused' : 'resumed';
    this.#setProgressing(
      'Unknown',
      spec.paused ? 'DeploymentPaused' : 'DeploymentResumed',
      `Deployment is ${what}`,
    );
  }

  get #nextRevision(): number {
    return Math.max(0, ...this.#sets.old.map(revisionOf)) + 1;
  }

  /** Numbers the rollout, once its ReplicaSet exists. */
  #syncRevision() {
    const { current } = this.#sets;
    if (!current) {
      return;
    }
    const { metadata, spec } = current;
    const updated = this.#put({
      ...current,
      metadata: {
        ...metadata,
        annotations: revisionAnnotations(
          this.deployment,
          metadata.annotations,
          this.#nextRevision,
        ),
      },
      spec: { ...spec, ...this.#minReadySeconds },
    });
    this.#setRevision(updated.metadata.annotations?.[REVISION]);
    if (!findCondition(this.deployment.status, 'Progressing')) {
      const message = `Found new replica set "${metadata.name}"`;
      this.#setProgressing('True', 'FoundNewReplicaSet', message);
    }
  }

  get #minReadySeconds() {
    const { minReadySeconds } = this.deployment.spec;
    return minReadySeconds === undefined ? {} : { minReadySeconds };
  }

  #setRevision(revision = '1') {
    const { metadata } = this.deployment;
    const annotations = { ...metadata.annotations, [REVISION]: revision };
    if (metadata.annotations?.[REVISION] !== revision) {
      this.deployment = this.api.update(DEPLOYMENTS, {
        ...this.deployment,
        metadata: { ...metadata, annotations },
      });
    }
  }

  /** Makes the ReplicaSet of the current template. */
  #create() {
    const revision = this.#nextRevision;
    const replicas = rolloutSize(this.deployment, 0, sumOfSpec(this.#all));
    const wanted = newReplicaSet(this.deployment, revision, replicas);
    const { name } = wanted.metadata;
    try {
      const created = this.api.create(REPLICA_SETS, wanted);
      this.#all = [...this.#all, created];
    } catch (error) {
      this.#noteFailedCreate(name, error);
      throw error;
    }
    if (replicas > 0) {
      this.#tell(`Scaled up replica set ${name} from 0 to ${replicas}`);
    }
    this.#setRevision(String(revision));
    const message = `Created new replica set "${name}"`;
    this.#setProgressing('True', 'NewReplicaSetCreated', message);
  }

  #noteFailedCreate(name: string, error: unknown) {
    if (!(error instanceof ApiError)) {
      return;
    }
    if (error.reason === 'AlreadyExists') {
      const { status = {} } = this.deployment;
      const collisionCount = (status.collisionCount ?? 0) + 1;
      this.#setStatus({ ...status, collisionCount });
      return;
    }
    const message = `Failed to create new replica set "${name}": ${error.message}`;
    const reason = 'ReplicaSetCreateError';
    this.#setProgressing('False', reason, message);
    this.events.record(this.deployment, { type: 'Warning', reason, message });
  }

  #tell(message: string) {
    const reason = 'ScalingReplicaSet';
    this.events.record(this.deployment, { type: 'Normal', reason, message });
  }

  #put(replicaSet: ReplicaSet): ReplicaSet {
    const updated = this.api.update(REPLICA_SETS, replicaSet);
    this.#all = this.#all.map(set =>
      set.metadata.uid === updated.metadata.uid ? updated : set,
    );
    return updated;
  }

  /** @returns whether its size has changed */
  #resize(replicaSet: ReplicaSet, size: number): boolean {
    const { spec, metadata } = replicaSet;
    const annotations = {
      ...metadata.annotations,
      ...sizeAnnotations(this.deployment),
    };
    this.#put({
      ...replicaSet,
      metadata: { ...metadata, annotations },
      spec: { ...spec, replicas: size },
    });
    const before = wantedReplicas(replicaSet);
    if (size === before) {
      return false;
    }
    const direction = size > before ? 'up' : 'down';
    this.#tell(
      `Scaled ${direction} replica set ${metadata.name} from ${before} to ${size}`,
    );
    return true;
  }

  /** Whether the Deployment has another size than its ReplicaSets know. */
  #isScaled(): boolean {
    const wanted = wantedReplicas(this.deployment);
    return this.#all
      .filter(isActive)
      .some(set => (desiredAnnotation(set) ?? wanted) !== wanted);
  }

  /** Gives the only ReplicaSet that has pods, or may get some, its size. */
  #scale() {
    const { current, old } = this.#sets;
    const only = this.#all.find(isActive) ?? current ?? old.at(-1);
    if (only) {
      this.#resize(only, wantedReplicas(this.deployment));
    }
  }

  #roll() {
    if (!this.#sets.current) {
      this.#create();
    }
    if (!this.#growCurrent() && !this.#shrinkOld()) {
      this.#forgetOldWhenComplete();
    }
  }

  #growCurrent(): boolean {
    const current = this.#sets.current!;
    const size = wantedReplicas(current);
    const wanted = wantedReplicas(this.deployment);
    const target =
      size > wanted
        ? wanted
        : rolloutSize(this.deployment, size, sumOfSpec(this.#all));
    return target !== size && this.#resize(current, target);
  }

  #shrinkOld(): boolean {
    const { current } = this.#sets;
    const least =
      wantedReplicas(this.deployment) -
      rollingLimits(this.deployment).maxUnavailable;
    const starting =
      wantedReplicas(current!) - (current!.status?.availableReplicas ?? 0);
    const spare = sumOfSpec(this.#all) - least - starting;
    if (spare <= 0) {
      return false;
    }
    // What is not available goes first: nobody misses it.
    const broken = this.#takeFromOld(
      spare,
      set => wantedReplicas(set) - (set.status?.availableReplicas ?? 0),
    );
    const available = sumOfStatus(this.#all, 'availableReplicas');
    return this.#takeFromOld(available - least, wantedReplicas) || broken;
  }

  /** Takes up to so many pods from old ReplicaSets, oldest first. */
  #takeFromOld(count: number, most: (set: ReplicaSet) => number): boolean {
    let left = count;
    for (const set of this.#sets.old.filter(isActive)) {
      const taken = Math.min(left, most(set));
      if (taken > 0) {
        this.#resize(set, wantedReplicas(set) - taken);
        left -= taken;
      }
    }
    return left < count;
  }

  #recreate() {
    const { old } = this.#sets;
    const active = old.filter(isActive);
    active.forEach(set => this.#resize(set, 0));
    const { store } = this.api;
    const running = old.some(
      set =>
        set.status?.replicas ||
        podsOf(store, set).some(pod => !isPodFinished(pod)),
    );
    if (active.length > 0 || running) {
      return;
    }
    if (!this.#sets.current) {
      this.#create();
    }
    this.#growCurrent();
    this.#forgetOldWhenComplete();
  }

  #forgetOldWhenComplete() {
    if (isComplete(this.deployment, this.deployment.status)) {
      this.#forgetOld();
    }
  }

  /** Deletes the oldest ReplicaSets beyond the history limit. */
  #forgetOld() {
    const { revisionHistoryLimit = 10 } = this.deployment.spec;
    const old = this.#sets.old.filter(set => !isTerminating(set));
    old
      .sort((a, b) => revisionOf(a) - revisionOf(b))
      .slice(0, Math.max(0, old.length - revisionHistoryLimit))
      .filter(set => !isActive(set) && !set.status?.replicas)
      .forEach(({ metadata }) => this.api.delete(REPLICA_SETS, metadata));
  }
}

/**
 * Rolls out the pods of Deployments through ReplicaSets: one for each template
 * that a Deployment has had.
 */
export function createDeploymentController(
  api: ObjectApi,
  { events = new EventRecorder(api, NAME) }: WorkloadControllerOptions = {},
): Component {
  return createObjectController(api, {
    name: NAME,
    type: DEPLOYMENTS,
    owns: [REPLICA_SETS],
    reconcile: deployment => {
      const rollout = new Rollout(api, events, deployment);
      return isTerminating(deployment) ? rollout.report() : rollout.proceed();
    },
  });
}
