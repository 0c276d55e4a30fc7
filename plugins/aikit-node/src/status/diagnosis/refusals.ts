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

/** A pod set that lacks pods, or of which attempts have failed. */
interface Failing {
  set: ObservedPodSet;
  lacksPods: boolean;
  /** The latest first. */
  failures: ObservedEvent[];
}

/** By lists of pod sets: few of many fail. */
const failingOf = new WeakMap<readonly ObservedPodSet[], Failing[]>();

/** Attempts to create pods or pod sets that have failed, and still matter. */
export function refusals(
  observation: WorkloadObservation,
  now: Date,
): Refusal[] {
  const { workload, podSets } = observation;
  if (podSets.length === 0) {
    return failuresOf(observation, workload.uid)
      .filter(event => isRecent(event, now))
      .slice(0, 1)
      .map(({ message }) => ({ message }));
  }
  return failing(observation).flatMap(one => {
    const message = refusalOf(observation, now, one);
    const group = one.set.labels[LWS_LABELS.groupIndex];
    return message === undefined
      ? []
      : [{ message, ...(group !== undefined && { group: Number(group) }) }];
  });
}

/** When attempts that have failed come to be history. */
export function refusalDeadlines(observation: WorkloadObservation): Date[] {
  return [
    ...failuresOf(observation, observation.workload.uid),
    ...failing(observation).flatMap(({ failures }) => failures),
  ].map(({ lastSeen }) => new Date(Date.parse(lastSeen) + MAX_AGE_MS));
}

function failing(observation: WorkloadObservation): Failing[] {
  const { podSets } = observation;
  const found =
    failingOf.get(podSets) ??
    podSets
      .map(set => ({
        set,
        lacksPods: observation.podsOf(set.uid).size < set.replicas,
        failures: failuresOf(observation, set.uid),
      }))
      .filter(({ lacksPods, failures }) => lacksPods || failures.length > 0);
  failingOf.set(podSets, found);
  return found;
}

function failuresOf(
  { eventsAbout }: WorkloadObservation,
  uid: string,
): ObservedEvent[] {
  return eventsAbout(uid).filter(({ reason }) => reason === 'FailedCreate');
}

function isRecent({ lastSeen }: ObservedEvent, now: Date): boolean {
  return now.getTime() - Date.parse(lastSeen) < MAX_AGE_MS;
}

function refusalOf(
  observation: WorkloadObservation,
  now: Date,
  { set, lacksPods, failures }: Failing,
): string | undefined {
  if (!lacksPods) {
    return undefined;
  }
  const condition = set.conditions.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (condition) {
    return condition.message;
  }
  const event = failures.find(one => isRecent(one, now));
  // A pod made since then shows that the cause has gone.
  const outdated =
    event &&
    [...observation.podsOf(set.uid).values()].some(
      ({ createdAt }) => Date.parse(createdAt) > Date.parse(event.lastSeen),
    );
  return outdated ? undefined : event?.message;
}
