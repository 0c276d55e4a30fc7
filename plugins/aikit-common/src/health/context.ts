import {
  ObservedEvent,
  ObservedNode,
  WorkloadObservation,
} from '../cluster/observed';

/**
 * An observation with the indexes that its pods are judged by.
 */
export interface ObservationContext {
  observation: WorkloadObservation;
  now: Date;
  nodes: Map<string, ObservedNode>;
  /** Events on the object with this uid, latest first. */
  eventsOn(uid: string): ObservedEvent[];
}

/** Indexes an observation, once for all of its pods. */
export function indexObservation(
  observation: WorkloadObservation,
  now: Date,
): ObservationContext {
  const events = new Map<string, ObservedEvent[]>();
  const latestFirst = [...observation.events].sort(
    (a, b) => Date.parse(b.lastSeen) - Date.parse(a.lastSeen),
  );
  for (const event of latestFirst) {
    const { uid } = event.regarding;
    const ofObject = events.get(uid);
    if (ofObject) {
      ofObject.push(event);
    } else {
      events.set(uid, [event]);
    }
  }
  return {
    observation,
    now,
    nodes: new Map(observation.nodes.map(node => [node.name, node])),
    eventsOn: uid => events.get(uid) ?? [],
  };
}
