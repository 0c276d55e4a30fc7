import {
  coalesce,
  Coalesced,
  WorkloadJudgement,
  workloadStatus,
} from '@aikit-backstage/plugin-aikit-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  ClusterMirror,
  MirrorChange,
  Mirrors,
  WorkloadKey,
} from '../mirror/types';
import { makeRow, RowChange, rowKey, StatusChange, WorkloadRow } from './rows';

/** Judges one workload. */
export type Evaluate = typeof workloadStatus;

/**
 * After a change of nodes only, workloads that are not settled are looked at
 * again after so many milliseconds: what is free elsewhere is part of why they
 * wait. Settled ones hardly depend on it.
 */
const NODE_CHANGE_DELAY_MS = { unsettled: 1_000, all: 15_000 };

/** How exactly moments to judge again are kept, in milliseconds. */
const RECHECK_INTERVAL_MS = 1_000;

/** A workload that has been judged rests for so many milliseconds. */
const REST_MS = 50;
/** How exactly. */
const REST_TICK_MS = 10;

interface Resting {
  cluster: string;
  workload: WorkloadKey;
  /** Milliseconds, as `performance.now` counts them. */
  until: number;
  /** Whether something of the workload has changed in the meantime. */
  changed: boolean;
}

/**
 * The status of every workload of every cluster, kept up to date change by
 * change. The first change of a workload counts at once; of those that follow
 * closely only the last is looked at. Listeners hear of a workload only when
 * its status really differs.
 */
export class WorkloadStatuses {
  readonly #mirrors: Mirrors;
  readonly #evaluate: Evaluate;
  readonly #logger: LoggerService;
  readonly #rows = new Map<string, Map<string, WorkloadRow>>();
  readonly #listeners = new Set<(change: StatusChange) => void>();
  readonly #afterNodes = new Map<string, Coalesced>();
  readonly #judgements = new Map<string, WorkloadJudgement>();
  /** Those that may be judged again soonest come first. */
  readonly #resting = new Map<string, Resting>();
  #restTimer?: NodeJS.Timeout;
  #unsubscribe?: () => void;
  #clock?: NodeJS.Timeout;

  /** @param options - `evaluate` for tests */
  constructor(options: {
    mirrors: Mirrors;
    logger: LoggerService;
    evaluate?: Evaluate;
  }) {
    this.#mirrors = options.mirrors;
    this.#evaluate = options.evaluate ?? workloadStatus;
    this.#logger = options.logger;
  }

  /** Begins to follow the mirrors; what they know already is taken in. */
  start(): void {
    this.#unsubscribe = this.#mirrors.subscribe(change => this.#follow(change));
    this.#mirrors.list().forEach(mirror => this.#refresh(mirror.cluster, true));
    this.#clock = setInterval(
      () => this.#recheck(),
      RECHECK_INTERVAL_MS,
    ).unref();
  }

  stop(): void {
    this.#unsubscribe?.();
    clearInterval(this.#clock);
    clearTimeout(this.#restTimer);
    this.#afterNodes.forEach(later => later.cancel());
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
    const rested = change.workloads.filter(workload => {
      const resting = this.#resting.get(rowKey(cluster, workload));
      if (resting) {
        resting.changed = true;
      }
      return !resting;
    });
    this.#update(cluster, rested);
    if (change.nodes) {
      this.#later(cluster, 'unsettled');
      this.#later(cluster, 'all');
    }
  }

  #rest(key: string, cluster: string, workload: WorkloadKey): void {
    const until = performance.now() + REST_MS;
    this.#resting.delete(key);
    this.#resting.set(key, { cluster, workload, until, changed: false });
    this.#restTimer ??= setTimeout(() => this.#wake(), REST_MS).unref();
  }

  /** Looks at what has changed of workloads that have rested for long enough. */
  #wake(): void {
    this.#restTimer = undefined;
    const now = performance.now();
    const changed = new Map<string, WorkloadKey[]>();
    for (const [key, resting] of this.#resting) {
      const left = resting.until - now;
      // Timers may come a little early.
      if (left >= 1) {
        const wait = Math.max(REST_TICK_MS, left);
        this.#restTimer = setTimeout(() => this.#wake(), wait).unref();
        break;
      }
      this.#resting.delete(key);
      if (resting.changed) {
        const { cluster, workload } = resting;
        changed.set(cluster, [...(changed.get(cluster) ?? []), workload]);
      }
    }
    changed.forEach((workloads, cluster) => this.#update(cluster, workloads));
  }

  #recheck(): void {
    const now = Date.now();
    for (const [cluster, rows] of this.#rows) {
      const due = [...rows]
        .filter(([key]) => {
          const { recheckAt } = this.#judgements.get(key) ?? {};
          return recheckAt && recheckAt.getTime() <= now;
        })
        .map(([, { status }]) => status);
      if (due.length > 0) {
        this.#update(cluster, due);
      }
    }
  }

  #later(cluster: string, which: 'unsettled' | 'all'): void {
    const id = `${which}:${cluster}`;
    const later =
      this.#afterNodes.get(id) ??
      coalesce(
        () =>
          which === 'all'
            ? this.#refresh(cluster)
            : this.#update(cluster, this.#unsettled(cluster)),
        NODE_CHANGE_DELAY_MS[which],
      );
    this.#afterNodes.set(id, later);
    later.request();
  }

  #unsettled(cluster: string): WorkloadKey[] {
    return [...this.entries(cluster)]
      .map(([, { status }]) => status)
      .filter(({ health }) => !['healthy', 'idle'].includes(health.state));
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
      this.#rest(key, cluster, workload);
      const after = mirror && this.#look(mirror, workload, before);
      if (after === before) {
        continue;
      }
      if (after) {
        rows.set(key, after);
      } else {
        rows.delete(key);
        this.#judgements.delete(key);
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
    const id = rowKey(mirror.cluster, key);
    const now = new Date();
    const judgement = this.#evaluate(observation, {
      clusterState: mirror.status().state,
      now,
      before: this.#judgements.get(id),
    });
    this.#judgements.set(id, judgement);
    return makeRow(judgement.status, observation.workload, now, before);
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
