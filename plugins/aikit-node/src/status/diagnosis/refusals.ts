import { LWS_LABELS } from '../observed/labels';
import {
  ObservedEvent,
  ObservedPodSet,
  WorkloadObservation,
} from '../observed/observed';

/**
 * A controller tries again at growing intervals of up to 17 minutes; what it
 * said longer ago is history.
 */
const MAX_AGE_MS = 20 * 60 * 1000;

/** An attempt to create a pod or a pod set that has failed. */
export interface Refusal {
  message: string;
  /** The group that the pods are of; undefined for leaders and servers. */
  group?: number;
}

/** Attempts to create pods or pod sets that have failed, and still matter. */
export function refusals(
  observation: WorkloadObservation,
  now: Date,
): Refusal[] {
  const { workload, podSets } = observation;
  if (podSets.length === 0) {
    return failures(observation, workload.uid)
      .filter(event => isRecent(event, now))
      .slice(0, 1)
      .map(({ message }) => ({ message }));
  }
  return podSets
    .filter(set => observation.podsOf(set.uid).size < set.replicas)
    .flatMap(set => {
      const message = refusalOf(observation, now, set);
      const group = set.labels[LWS_LABELS.groupIndex];
      return message === undefined
        ? []
        : [{ message, ...(group !== undefined && { group: Number(group) }) }];
    });
}

/** When attempts that have failed come to be history. */
export function refusalDeadlines(observation: WorkloadObservation): Date[] {
  const deadlines: Date[] = [];
  for (const { uid } of [observation.workload, ...observation.podSets]) {
    for (const { lastSeen } of failures(observation, uid)) {
      deadlines.push(new Date(Date.parse(lastSeen) + MAX_AGE_MS));
    }
  }
  return deadlines;
}

/** By lists of events, which stay the same ones until an event changes. */
const found = new WeakMap<readonly ObservedEvent[], readonly ObservedEvent[]>();

function failures(
  { eventsAbout }: WorkloadObservation,
  uid: string,
): readonly ObservedEvent[] {
  const events = eventsAbout(uid);
  const known = found.get(events);
  if (known) {
    return known;
  }
  const failed = events.filter(({ reason }) => reason === 'FailedCreate');
  found.set(events, failed);
  return failed;
}

function isRecent({ lastSeen }: ObservedEvent, now: Date): boolean {
  return now.getTime() - Date.parse(lastSeen) < MAX_AGE_MS;
}

function refusalOf(
  observation: WorkloadObservation,
  now: Date,
  set: ObservedPodSet,
): string | undefined {
  const condition = set.conditions.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (condition) {
    return condition.message;
  }
  const event = failures(observation, set.uid).find(one => isRecent(one, now));
  // A pod made since then shows that the cause has gone.
  const outdated =
    event &&
    [...observation.podsOf(set.uid).values()].some(
      ({ createdAt }) => Date.parse(createdAt) > Date.parse(event.lastSeen),
    );
  return outdated ? undefined : event?.message;
}
