import { isDeepStrictEqual } from 'node:util';
import {
  GroupStatus,
  PodState,
  PodStatus,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedNode,
  ObservedWorkload,
  WorkloadObservation,
} from '../observed/observed';

type Judgement = GroupStatus | PodStatus;

/** What was judged of a group, of a Deployment of one of its pods. */
interface Result {
  judgement: Judgement;
  /** What it was judged by, beside what all groups have in common. */
  from?: object;
  /** Whether it stays as it is until something of that changes. */
  lasts: boolean;
}

/** What was judged of a workload, and by what. */
export interface Judged {
  observation: WorkloadObservation;
  results: Map<string, Result>;
}

/** What depends on nothing but a pod, its events and its node. */
const LASTING: PodState[] = [
  'missing',
  'ready',
  'running',
  'starting',
  'terminating',
  'unknown',
];

/** An observation, with what its pods are judged by. */
export class ObservationContext {
  readonly judged: Judged;
  readonly #before?: Judged;
  /** Whether what groups have in common is as it was before. */
  readonly #isSame: boolean;
  // Pods of a role ask alike: a thousand of them make one search.
  readonly #room = new Map<string, ObservedNode[]>();

  /** @param before - what was judged of the same workload the last time */
  constructor(
    readonly observation: WorkloadObservation,
    readonly now: Date,
    before?: Judged,
  ) {
    this.judged = { observation, results: new Map() };
    this.#before = before;
    this.#isSame =
      before?.observation.nodes === observation.nodes &&
      isSameShape(before.observation.workload, observation.workload);
  }

  /**
   * Judges a group, or a pod of a Deployment. It is not done again while
   * nothing has changed.
   *
   * @param from - what it is judged by, beside what all groups have in common:
   *   its list of pods, say, which is another one once a pod has changed
   */
  judge<T extends Judgement>(
    key: string,
    from: object | undefined,
    judge: () => T,
  ): T {
    const before = this.#before?.results.get(key);
    if (before?.lasts && before.from === from && this.#isSame) {
      this.judged.results.set(key, before);
      return before.judgement as T;
    }
    const made = judge();
    return this.#keep(key, { judgement: made, from, lasts: lasts(made) });
  }

  /** A judgement, as the object of the last time when it says the same. */
  keep<T extends Judgement>(key: string, made: T): T {
    return this.#keep(key, { judgement: made, lasts: false });
  }

  #keep<T extends Judgement>(key: string, made: Result & { judgement: T }): T {
    const before = this.#before?.results.get(key)?.judgement;
    const judgement = isDeepStrictEqual(before, made.judgement)
      ? (before as T)
      : made.judgement;
    this.judged.results.set(key, { ...made, judgement });
    return judgement;
  }

  /** Usable nodes that have all of these accelerators free. */
  nodesWithRoom(accelerators: Record<string, number>): ObservedNode[] {
    const key = JSON.stringify(accelerators);
    const found =
      this.#room.get(key) ?? findRoom(this.observation, accelerators);
    this.#room.set(key, found);
    return found;
  }
}

function lasts(result: Judgement): boolean {
  return 'leader' in result
    ? [result.leader, ...result.workers].every(lasts)
    : LASTING.includes(result.state);
}

/** Whether what groups depend on is the same of two workloads. */
function isSameShape(a: ObservedWorkload, b: ObservedWorkload): boolean {
  return a === b || isDeepStrictEqual(shapeOf(a), shapeOf(b));
}

function shapeOf(workload: ObservedWorkload) {
  const { name, size, startupPolicy, accelerators, replicas } = workload;
  return { name, size, startupPolicy, accelerators, replicas };
}

/** Objects by a key, in their order. */
export function indexBy<T>(
  objects: readonly T[],
  keyOf: (object: T) => string,
): Map<string, T[]> {
  const index = new Map<string, T[]>();
  for (const object of objects) {
    const key = keyOf(object);
    const same = index.get(key);
    if (same) {
      same.push(object);
    } else {
      index.set(key, [object]);
    }
  }
  return index;
}

function findRoom(
  { free, nodes }: WorkloadObservation,
  accelerators: Record<string, number>,
): ObservedNode[] {
  const wanted = Object.entries(accelerators);
  return Object.entries(free).flatMap(([name, counts]) => {
    const fits = wanted.every(
      ([resource, count]) => (counts[resource] ?? 0) >= count,
    );
    return (fits && nodes.get(name)) || [];
  });
}
