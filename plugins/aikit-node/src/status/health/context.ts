import {
  ObservedEvent,
  ObservedNode,
  ObservedPod,
  WorkloadObservation,
} from '../observed/observed';

/**
 * An observation with the indexes that its pods are judged by.
 */
export interface ObservationContext {
  observation: WorkloadObservation;
  now: Date;
  nodes: Map<string, ObservedNode>;
  /** Events on the object with this uid, latest first. */
  eventsOn(uid: string): ObservedEvent[];
  /** Pods controlled by the object with this uid. */
  podsOf(uid: string): ObservedPod[];
  /** Usable nodes that have all of these accelerators free. */
  nodesWithRoom(accelerators: Record<string, number>): ObservedNode[];
}

/** Indexes an observation, once for all of its pods. */
export function indexObservation(
  observation: WorkloadObservation,
  now: Date,
): ObservationContext {
  // Times are in whole seconds: of events of one second the last one is latest.
  const latestFirst = [...observation.events]
    .reverse()
    .sort((a, b) => Date.parse(b.lastSeen) - Date.parse(a.lastSeen));
  const events = indexBy(latestFirst, ({ regarding }) => regarding.uid);
  const pods = indexBy(observation.pods, ({ owner }) => owner?.uid ?? '');
  const nodes = new Map(observation.nodes.map(node => [node.name, node]));
  // Pods of a role ask alike: a thousand of them make one search.
  const room = new Map<string, ObservedNode[]>();
  return {
    observation,
    now,
    nodes,
    eventsOn: uid => events.get(uid) ?? [],
    podsOf: uid => pods.get(uid) ?? [],
    nodesWithRoom: accelerators => {
      const key = JSON.stringify(accelerators);
      const found = room.get(key) ?? findRoom(observation, nodes, accelerators);
      room.set(key, found);
      return found;
    },
  };
}

/** Objects by a key, in their order. */
export function indexBy<T>(
  objects: T[],
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
  { free }: WorkloadObservation,
  nodes: Map<string, ObservedNode>,
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
