import {
  ClusterStatus,
  HealthState,
  IncompleteSubmission,
} from '@aikit-backstage/plugin-aikit-common';
import { coalesce } from '@aikit-backstage/plugin-aikit-node';
import { Mirrors } from '../mirror/types';
import { Answer, makeAnswer } from './answer';
import { WorkloadSelection } from './entitySelection';
import { rowJson, StatusChange, WorkloadRow } from './rows';
import {
  isShown,
  othersIn,
  View,
  withoutCluster,
  withoutTrouble,
} from './view';
import { WorkloadStatuses } from './WorkloadStatuses';

/** Worst first. */
const HEALTH_ORDER: HealthState[] = [
  'failed',
  'degraded',
  'unknown',
  'progressing',
  'healthy',
  'idle',
];

/**
 * Changes within so many milliseconds are told of together. An answer that has
 * been renewed for a change is served for as long, whatever changes meanwhile.
 */
const COALESCE_MS = 50;

/** A card asks at least every 30 s while it is open. */
const UNREAD_MS = 10 * 60_000;

const MAX_ENTRIES = 2_000;

interface Entry {
  selection: WorkloadSelection;
  rows: Map<string, WorkloadRow>;
  answer: Answer;
  /** Other entities whose rows are in the answer. */
  others: ReadonlySet<string>;
  /** The answer without what it tells of clusters, once somebody asked for it. */
  withoutClusters?: Answer;
  /** Whether the answer may be out of date. */
  dirty: boolean;
  /** Milliseconds, as `performance.now` counts them. */
  renewedAt: number;
  /** The version that readers were told of last. */
  announced: string;
  /** Milliseconds of the epoch. */
  readAt: number;
}

/**
 * Answers of who asks for the workloads of a selection, kept ready: a read
 * costs a look into a map. An answer is dropped when nobody has read it for ten
 * minutes, or when too many others were read since.
 */
export class WorkloadAnswers {
  readonly #mirrors: Mirrors;
  readonly #statuses: WorkloadStatuses;
  readonly #announce: (entityRef: string, version: string) => void;
  readonly #incomplete: (entityRef?: string) => IncompleteSubmission[];
  /** In the order of the last read. */
  readonly #entries = new Map<string, Entry>();
  readonly #maxEntries: number;
  readonly #flush = coalesce(() => this.#renewAll(), COALESCE_MS);
  #unsubscribe?: () => void;

  /**
   * @param options - `announce` is told when the answer for an entity that
   *   somebody has asked for lately has another version; `incomplete` answers
   *   what has stopped half-way of an entity, or of all
   */
  constructor(options: {
    mirrors: Mirrors;
    statuses: WorkloadStatuses;
    announce: (entityRef: string, version: string) => void;
    incomplete?: (entityRef?: string) => IncompleteSubmission[];
    maxEntries?: number;
  }) {
    this.#mirrors = options.mirrors;
    this.#statuses = options.statuses;
    this.#announce = options.announce;
    this.#incomplete = options.incomplete ?? (() => []);
    this.#maxEntries = options.maxEntries ?? MAX_ENTRIES;
  }

  start(): void {
    this.#unsubscribe = this.#statuses.subscribe(change => this.#take(change));
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#flush.cancel();
  }

  /**
   * A selection that differs from the one before of its id replaces it.
   *
   * @param view - of the reader; without one, all is shown
   */
  get(selection: WorkloadSelection, view?: View): Answer {
    const entry = this.#read(selection);
    const { rows, others } = entry;
    if (!view) {
      return entry.answer;
    }
    if (![...others].every(other => view.entities.has(other))) {
      const shown = [...rows].filter(([, row]) =>
        isShown(row, selection.entityRef, view),
      );
      return this.#serialise(new Map(shown), selection, view);
    }
    if (view.clusters) {
      return entry.answer;
    }
    entry.withoutClusters ??= this.#serialise(rows, selection, view);
    return entry.withoutClusters;
  }

  /** Other entities of which the answer for a selection has workloads. */
  others(selection: WorkloadSelection): ReadonlySet<string> {
    return this.#read(selection).others;
  }

  /** Looks anew at what has stopped half-way. */
  incompleteChanged(): void {
    for (const entry of this.#entries.values()) {
      entry.dirty = true;
    }
    this.#flush.request();
  }

  #read(selection: WorkloadSelection): Entry {
    this.#expire();
    const { id } = selection;
    const known = this.#entries.get(id);
    const entry =
      known?.selection.signature === selection.signature
        ? known
        : this.#create(selection);
    this.#renew(entry);
    entry.readAt = Date.now();
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    this.#expire();
    return entry;
  }

  #create(selection: WorkloadSelection): Entry {
    const rows = new Map<string, WorkloadRow>();
    for (const [key, row] of this.#statuses.entries(selection.cluster)) {
      if (selection.matches(row)) {
        rows.set(key, row);
      }
    }
    const answer = this.#serialise(rows, selection);
    return {
      selection,
      rows,
      answer,
      others: othersIn(rows.values(), selection.entityRef),
      dirty: false,
      renewedAt: -Infinity,
      announced: answer.version,
      readAt: Date.now(),
    };
  }

  #take({ cluster, rows, clusterState }: StatusChange): void {
    this.#expire();
    for (const entry of this.#entries.values()) {
      const { selection } = entry;
      if (selection.cluster && selection.cluster !== cluster) {
        continue;
      }
      entry.dirty ||= clusterState;
      for (const { key, after } of rows) {
        if (after && selection.matches(after)) {
          entry.rows.set(key, after);
          entry.dirty = true;
        } else if (entry.rows.delete(key)) {
          entry.dirty = true;
        }
      }
    }
    this.#flush.request();
  }

  #renewAll(): void {
    for (const entry of this.#entries.values()) {
      this.#renew(entry);
      if (entry.dirty) {
        this.#flush.request();
      }
      const { entityRef } = entry.selection;
      if (entityRef && entry.answer.version !== entry.announced) {
        entry.announced = entry.answer.version;
        this.#announce(entityRef, entry.announced);
      }
    }
  }

  /** Does nothing to an answer that was renewed just now. */
  #renew(entry: Entry): void {
    const now = performance.now();
    // Timers may come a little early.
    if (!entry.dirty || now - entry.renewedAt < COALESCE_MS - 1) {
      return;
    }
    entry.renewedAt = now;
    const { rows, selection, answer } = entry;
    entry.answer = this.#serialise(rows, selection, undefined, answer);
    entry.others = othersIn(rows.values(), selection.entityRef);
    entry.withoutClusters = undefined;
    entry.dirty = false;
  }

  #serialise(
    rows: Map<string, WorkloadRow>,
    selection: WorkloadSelection,
    view?: View,
    known?: Answer,
  ): Answer {
    const isWhole = view?.clusters ?? true;
    const statuses = this.#clusters(selection);
    const clusters = isWhole ? statuses : statuses.map(withoutTrouble);
    const items = [...rows]
      .sort(worstFirst)
      .map(([, row]) => rowJson(isWhole ? row : withoutCluster(row)))
      .join(',');
    const incomplete = this.#incomplete(selection.entityRef);
    const half =
      incomplete.length > 0
        ? `,"incomplete":${JSON.stringify(incomplete)}`
        : '';
    return makeAnswer(
      clusters,
      items + half,
      version =>
        `{"version":${JSON.stringify(
          version,
        )},"observedAt":"${new Date().toISOString()}","clusters":${JSON.stringify(
          clusters,
        )},"items":[${items}]${half}}`,
      known,
    );
  }

  #clusters({ cluster }: WorkloadSelection): ClusterStatus[] {
    if (!cluster) {
      return this.#mirrors.list().map(mirror => mirror.status());
    }
    const status = this.#mirrors.get(cluster)?.status();
    return [
      status ?? {
        name: cluster,
        state: 'unavailable',
        error: `The Kubernetes plugin knows no cluster named '${cluster}'`,
      },
    ];
  }

  #expire(): void {
    const oldest = Date.now() - UNREAD_MS;
    for (const [id, { readAt }] of this.#entries) {
      if (readAt > oldest && this.#entries.size <= this.#maxEntries) {
        return;
      }
      this.#entries.delete(id);
    }
  }
}

function worstFirst(
  [aKey, a]: [string, WorkloadRow],
  [bKey, b]: [string, WorkloadRow],
): number {
  return (
    HEALTH_ORDER.indexOf(a.status.health.state) -
      HEALTH_ORDER.indexOf(b.status.health.state) || aKey.localeCompare(bKey)
  );
}
