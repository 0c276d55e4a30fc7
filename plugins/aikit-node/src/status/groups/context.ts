import { isDeepStrictEqual } from 'node:util';
import {
  GroupStatus,
  PodState,
  PodStatus,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedNode,
  ObservedPod,
  WorkloadObservation,
} from '../observed/observed';

type Judgement = GroupStatus | PodStatus;

/** What was judged of a workload, and by what. */
export interface Judged {
  nodes: WorkloadObservation['nodes'];
  /** What of the workload itself groups depend on. */
  basis: object;
  /** By group, of a Deployment by pod. */
  results: Map<
    string,
    { pods: readonly ObservedPod[] | null | undefined; result: Judgement }
  >;
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
  readonly #isSameNodes: boolean;
  // Pods of a role ask alike: a thousand of them make one search.
  readonly #room = new Map<string, ObservedNode[]>();

  /** @param before - what was judged of the same workload the last time */
  constructor(
    readonly observation: WorkloadObservation,
    readonly now: Date,
    before?: Judged,
  ) {
    const { workload, nodes } = observation;
    const { name, size, startupPolicy, accelerators, replicas } = workload;
    const basis = { name, size, startupPolicy, accelerators, replicas };
    this.judged = { nodes, basis, results: new Map() };
    this.#before = isDeepStrictEqual(before?.basis, basis) ? before : undefined;
    this.#isSameNodes = before?.nodes === nodes;
  }

  /**
   * Judges a group, or a pod of a Deployment, by its pods, their events and
   * their nodes. It is not done again while nothing of these has changed.
   */
  judge<T extends Judgement>(key: string, judge: () => T): T {
    const pods = this.observation.groups.get(key);
    const last = this.#before?.results.get(key);
    if (last && this.#isSameNodes && last.pods === pods && lasts(last.result)) {
      this.judged.results.set(key, last);
      return last.result as T;
    }
    return this.keep(key, judge(), pods);
  }

  /**
   * A judgement, as the object of the last time when it says the same.
   *
   * @param pods - all that it was judged by, beside events and nodes of these;
   *   null when there was more
   */
  keep<T extends Judgement>(
    key: string,
    made: T,
    pods: readonly ObservedPod[] | null | undefined = null,
  ): T {
    const before = this.#before?.results.get(key)?.result;
    const result = isDeepStrictEqual(before, made) ? (before as T) : made;
    this.judged.results.set(key, { pods, result });
    return result;
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
