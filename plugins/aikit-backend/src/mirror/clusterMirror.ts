import { setMaxListeners } from 'node:events';
import {
  ClusterState,
  ClusterStatus,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedNode,
  ObservedPod,
  ObservedWorkload,
  WorkloadObservation,
  Clock,
  ClusterAccess,
  ClusterInfo,
  DEPLOYMENTS,
  EVENTS,
  Instant,
  KubernetesObject,
  LEADER_WORKER_SETS,
  NODES,
  PODS,
  REPLICA_SETS,
  ResourceType,
  STATEFUL_SETS,
} from '@aikit-backstage/plugin-aikit-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ChangeCollector } from './changes';
import { runHeartbeat } from './heartbeat';
import { ObjectStore } from './objectStore';
import {
  observedDeployment,
  observedEvent,
  observedLeaderWorkerSet,
  observedNode,
  observedPod,
  observedReplicaSet,
  observedStatefulSet,
} from './projections';
import { Reflector, ReflectorSink } from './reflector';
import { ClusterMirror, MirrorChange, WorkloadKey } from './types';

/** How long a watch may be down before the picture counts as stale. */
const GRACE_MS = 5000;

export interface LiveClusterMirrorOptions {
  access: ClusterAccess;
  info: ClusterInfo;
  logger: LoggerService;
  clock: Clock;
  random: () => number;
  onChange: (change: MirrorChange) => void;
}

/** A {@link ClusterMirror} that keeps itself up to date while it runs. */
export class LiveClusterMirror implements ClusterMirror {
  readonly cluster: string;
  readonly title?: string;
  readonly #options: LiveClusterMirrorOptions;
  readonly #changes: ChangeCollector;
  readonly #store: ObjectStore;
  readonly #leaderWorkerSets: Reflector<ObservedWorkload>;
  readonly #reflectors: Pick<
    Reflector<unknown>,
    'failure' | 'interrupt' | 'lastContact' | 'run' | 'synced' | 'watching'
  >[];
  readonly #abort = new AbortController();
  #running?: Promise<unknown>;
  #wasLive = false;
  #reported = '';
  #logged: ClusterState = 'connecting';
  #lastProbe?: Instant;
  #cancelCheck?: () => void;

  constructor(options: LiveClusterMirrorOptions) {
    this.cluster = options.info.name;
    this.title = options.info.title;
    this.#options = options;
    this.#changes = new ChangeCollector(this.cluster, options.onChange);
    const store = new ObjectStore(this.#changes);
    this.#store = store;
    this.#leaderWorkerSets = this.#reflector(
      LEADER_WORKER_SETS,
      observedLeaderWorkerSet,
      store.leaderWorkerSets,
      true,
    );
    this.#reflectors = [
      this.#leaderWorkerSets,
      this.#reflector(DEPLOYMENTS, observedDeployment, store.deployments),
      this.#reflector(REPLICA_SETS, observedReplicaSet, store.replicaSets),
      this.#reflector(STATEFUL_SETS, observedStatefulSet, store.statefulSets),
      this.#reflector(PODS, observedPod, store.pods),
      this.#reflector(NODES, observedNode, store.nodes),
      this.#reflector(EVENTS, observedEvent, store.events),
    ];
  }

  start() {
    this.#changes.status();
    if (this.#options.info.unsupported !== undefined || this.#running) {
      return;
    }
    const { signal } = this.#abort;
    // Each reflector listens for itself, more than Node takes for usual.
    setMaxListeners(0, signal);
    this.#running = Promise.all([
      ...this.#reflectors.map(reflector => reflector.run(signal)),
      this.#runHeartbeat(signal),
    ]);
  }

  /** Ends all watches, and says that everything has gone. */
  async stop() {
    this.#abort.abort();
    this.#cancelCheck?.();
    await this.#running;
    for (const workload of this.workloads()) {
      this.#changes.workload(workload);
    }
    this.#changes.nodes();
    this.#changes.status();
  }

  status(): ClusterStatus {
    const lastContact = this.#lastContact();
    return {
      name: this.cluster,
      ...this.#state(),
      ...(lastContact && {
        lastSeen: new Date(lastContact.time).toISOString(),
      }),
    };
  }

  leaderWorkerSet(): 'installed' | 'missing' | 'unknown' {
    if (!this.#leaderWorkerSets.synced) {
      return 'unknown';
    }
    return this.#leaderWorkerSets.missing ? 'missing' : 'installed';
  }

  workloads(): Iterable<ObservedWorkload> {
    return this.#store.workloads();
  }

  workload(key: WorkloadKey): ObservedWorkload | undefined {
    return this.#store.workload(key);
  }

  observe(key: WorkloadKey): WorkloadObservation | undefined {
    const observed = this.#store.observe(key);
    return observed && { cluster: this.cluster, ...observed };
  }

  nodes(): Iterable<ObservedNode> {
    return this.#store.nodes.values();
  }

  pods(): Iterable<ObservedPod> {
    return this.#store.pods.values();
  }

  #reflector<T>(
    resource: ResourceType,
    project: (object: KubernetesObject) => T | undefined,
    sink: ReflectorSink<T>,
    optional = false,
  ): Reflector<T> {
    const { access, clock, random } = this.#options;
    return new Reflector({
      access,
      cluster: this.cluster,
      resource,
      project,
      sink,
      optional,
      clock,
      random,
      onState: () => this.#checkState(),
    });
  }

  #runHeartbeat(signal: AbortSignal): Promise<void> {
    const { access, clock } = this.#options;
    return runHeartbeat(
      {
        access,
        cluster: this.cluster,
        clock,
        lastContact: () => this.#lastContact(),
        isWatching: () =>
          this.#reflectors.some(reflector => reflector.watching),
        onAlive: () => {
          this.#lastProbe = clock.now();
        },
        onDead: error => {
          for (const reflector of this.#reflectors) {
            reflector.interrupt(error);
          }
        },
      },
      signal,
    );
  }

  #lastContact(): Instant | undefined {
    return this.#reflectors
      .map(({ lastContact }) => lastContact)
      .concat(this.#lastProbe)
      .flatMap(contact => contact ?? [])
      .sort((a, b) => b.elapsed - a.elapsed)[0];
  }

  #state(): { state: ClusterState; error?: string } {
    const { unsupported } = this.#options.info;
    if (unsupported !== undefined) {
      return { state: 'unsupported', error: unsupported };
    }
    const failure = this.#firstFailure();
    if (!this.#wasLive) {
      return failure
        ? { state: 'unavailable', error: failure.message }
        : { state: 'connecting' };
    }
    return failure &&
      this.#options.clock.now().elapsed - failure.since >= GRACE_MS
      ? { state: 'stale', error: failure.message }
      : { state: 'live' };
  }

  #firstFailure(): { since: number; message: string } | undefined {
    return this.#reflectors
      .flatMap(({ failure }) => failure ?? [])
      .sort((a, b) => a.since - b.since)[0];
  }

  #checkState() {
    const { clock, logger } = this.#options;
    this.#cancelCheck?.();
    if (this.#abort.signal.aborted) {
      return;
    }
    this.#wasLive ||= this.#reflectors.every(({ synced }) => synced);
    const { state, error } = this.#state();
    const failure = this.#firstFailure();
    if (failure && state === 'live') {
      this.#cancelCheck = clock.setTimeout(
        () => this.#checkState(),
        failure.since + GRACE_MS - clock.now().elapsed,
      );
    }
    const described = `${state} ${error} ${this.leaderWorkerSet()}`;
    if (described !== this.#reported) {
      this.#reported = described;
      this.#changes.status();
    }
    if (state !== this.#logged) {
      this.#logged = state;
      const text = `Cluster '${this.cluster}' is ${state}`;
      if (error === undefined) {
        logger.info(text);
      } else {
        logger.warn(`${text}: ${error}`);
      }
    }
  }
}
