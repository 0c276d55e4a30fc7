import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  ClusterMirror,
  MirrorChange,
  Mirrors,
  WorkloadKey,
} from '../mirror/types';
import {
  Deadline,
  Evaluate,
  makeRow,
  RowChange,
  rowKey,
  StatusChange,
  WorkloadRow,
} from './rows';

/**
 * After a change of nodes only, workloads that are not settled are looked at
 * again after so many milliseconds: what is free elsewhere is part of why they
 * wait. Settled ones hardly depend on it.
 */
const NODE_CHANGE_DELAY_MS = { unsettled: 1_000, all: 15_000 };

/** How exactly deadlines are kept, in milliseconds. */
const DEADLINE_INTERVAL_MS = 1_000;

/**
 * The status of every workload of every cluster, kept up to date change by
 * change. Listeners hear of a workload only when its status really differs.
 */
export class WorkloadStatuses {
  readonly #mirrors: Mirrors;
  readonly #evaluate: Evaluate;
  readonly #deadline: Deadline;
  readonly #logger: LoggerService;
  readonly #rows = new Map<string, Map<string, WorkloadRow>>();
  readonly #listeners = new Set<(change: StatusChange) => void>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** Milliseconds of the epoch, of those workloads that have a deadline. */
  readonly #deadlines = new Map<string, number>();
  #unsubscribe?: () => void;
  #clock?: NodeJS.Timeout;

  constructor(options: {
    mirrors: Mirrors;
    evaluate: Evaluate;
    deadline: Deadline;
    logger: LoggerService;
  }) {
    this.#mirrors = options.mirrors;
    this.#evaluate = options.evaluate;
    this.#deadline = options.deadline;
    this.#logger = options.logger;
  }

  /** Begins to follow the mirrors; what they know already is taken in. */
  start(): void {
    this.#unsubscribe = this.#mirrors.subscribe(change => this.#follow(change));
    this.#mirrors.list().forEach(mirror => this.#refresh(mirror.cluster, true));
    this.#clock = setInterval(
      () => this.#keepDeadlines(),
      DEADLINE_INTERVAL_MS,
    ).unref();
  }

  stop(): void {
    this.#unsubscribe?.();
    clearInterval(this.#clock);
    this.#timers.forEach(timer => clearTimeout(timer));
    this.#timers.clear();
  }

  /** Returns a function that ends the subscription. */
  subscribe(listener: (change: StatusChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Rows by key; the key is the same from change to change. */
  *entries(cluster?: string): Iterable<[string, WorkloadRow]> {
    if (cluster !== undefined) {
      yield* this.#rows.get(cluster) ?? [];
      return;
    }
    for (const rows of this.#rows.values()) {
      yield* rows;
    }
  }

  /**
   * The workload of a name. While its mode is being switched there are two;
   * then it is the one that the portal submitted, and of two the newer one.
   */
  find(
    cluster: string,
    namespace: string,
    name: string,
  ): WorkloadRow | undefined {
    const rows = this.#rows.get(cluster);
    return (['LeaderWorkerSet', 'Deployment'] as const)
      .flatMap(
        kind => rows?.get(rowKey(cluster, { kind, namespace, name })) ?? [],
      )
      .sort(
        (a, b) =>
          Number(b.managed) - Number(a.managed) ||
          b.status.createdAt.localeCompare(a.status.createdAt),
      )
      .at(0);
  }

  #follow(change: MirrorChange): void {
    const { cluster } = change;
    if (change.status) {
      this.#refresh(cluster, true);
      return;
    }
    this.#update(cluster, change.workloads);
    if (change.nodes) {
      this.#later(cluster, 'unsettled');
      this.#later(cluster, 'all');
    }
  }

  #keepDeadlines(): void {
    const now = Date.now();
    for (const [cluster, rows] of this.#rows) {
      const due = [...rows]
        .filter(([key]) => (this.#deadlines.get(key) ?? Infinity) <= now)
        .map(([, { status }]) => status);
      if (due.length > 0) {
        this.#update(cluster, due);
      }
    }
  }

  #later(cluster: string, which: 'unsettled' | 'all'): void {
    const id = `${which}:${cluster}`;
    if (this.#timers.has(id)) {
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(id);
      if (which === 'all') {
        this.#refresh(cluster);
        return;
      }
      this.#update(
        cluster,
        [...this.entries(cluster)]
          .map(([, { status }]) => status)
          .filter(({ health }) => !['healthy', 'idle'].includes(health.state)),
      );
    }, NODE_CHANGE_DELAY_MS[which]).unref();
    this.#timers.set(id, timer);
  }

  /** Looks at all workloads of a cluster, those that have gone included. */
  #refresh(cluster: string, clusterState = false): void {
    const keys = new Map<string, WorkloadKey>();
    for (const { kind, namespace, name } of [
      ...(this.#mirrors.get(cluster)?.workloads() ?? []),
      ...[...this.entries(cluster)].map(([, row]) => row.status),
    ]) {
      const key = { kind, namespace, name };
      keys.set(rowKey(cluster, key), key);
    }
    this.#update(cluster, [...keys.values()], clusterState);
  }

  #update(cluster: string, keys: WorkloadKey[], clusterState = false): void {
    const mirror = this.#mirrors.get(cluster);
    const rows = this.#rows.get(cluster) ?? new Map<string, WorkloadRow>();
    const changes: RowChange[] = [];
    for (const workload of keys) {
      const key = rowKey(cluster, workload);
      const before = rows.get(key);
      this.#deadlines.delete(key);
      const after = mirror && this.#look(mirror, workload, before);
      if (after === before) {
        continue;
      }
      if (after) {
        rows.set(key, after);
      } else {
        rows.delete(key);
      }
      changes.push({ key, before, after });
    }
    if (rows.size > 0) {
      this.#rows.set(cluster, rows);
    } else {
      this.#rows.delete(cluster);
    }
    if (changes.length > 0 || clusterState) {
      this.#tell({ cluster, rows: changes, clusterState });
    }
  }

  /** The row before, the very same object, when nothing differs. */
  #look(
    mirror: ClusterMirror,
    key: WorkloadKey,
    before: WorkloadRow | undefined,
  ): WorkloadRow | undefined {
    const observation = mirror.observe(key);
    if (!observation) {
      return undefined;
    }
    const now = new Date();
    const status = this.#evaluate(observation, {
      clusterState: mirror.status().state,
      now,
    });
    const deadline = this.#deadline(observation, now);
    if (deadline) {
      this.#deadlines.set(rowKey(mirror.cluster, key), deadline.getTime());
    }
    return makeRow(status, observation.workload, now, before);
  }

  #tell(change: StatusChange): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#logger.error(
          `A listener failed on changes of cluster ${change.cluster}`,
          toError(error),
        );
      }
    }
  }
}
