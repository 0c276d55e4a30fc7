import {
  isAccelerator,
  PodRole,
  PodState,
  PodStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { ObservedPod } from '../observed/observed';
import { containerTroubles } from './containerTrouble';
import { ObservationContext } from './context';
import { deviceWord } from '../accelerators/devices';
import { LWS_LABELS } from '../observed/labels';
import { placementProblem } from './placement';

interface Judgement {
  state: PodState;
  reason?: string;
  since?: string;
}

/**
 * State of a pod as the portal shows it, from the pod alone and from its node.
 */
export function podStatus(
  pod: ObservedPod,
  context: ObservationContext,
): PodStatus {
  const { state, reason, since } = judge(pod, context);
  return {
    name: pod.name,
    role: roleOf(pod, context),
    state,
    ready: state === 'ready',
    ...(pod.nodeName !== undefined && { node: pod.nodeName }),
    accelerators: pod.accelerators,
    restarts: pod.containers.reduce((sum, { restarts }) => sum + restarts, 0),
    ...(since && { since }),
    ...(reason && { reason }),
  };
}

function roleOf(
  pod: ObservedPod,
  { observation }: ObservationContext,
): PodRole {
  if (observation.workload.kind === 'Deployment') {
    return 'server';
  }
  return pod.labels[LWS_LABELS.workerIndex] === '0' ? 'leader' : 'worker';
}

function judge(pod: ObservedPod, context: ObservationContext): Judgement {
  const lost = nodeTrouble(pod, context);
  if (pod.deletedAt) {
    // When the deletion began is not known: `deletedAt` has the time of grace
    // added.
    return { state: 'terminating', reason: lost };
  }
  if (pod.phase === 'Failed' || pod.phase === 'Succeeded') {
    return {
      state: 'failed',
      reason: endReason(pod, context),
      since: latest(pod.containers.map(container => container.since)),
    };
  }
  if (pod.nodeName === undefined) {
    return {
      state: 'pending',
      reason: pendingReason(pod, context),
      since: pod.createdAt,
    };
  }
  const ready = pod.conditions.find(({ type }) => type === 'Ready');
  if (lost || pod.phase === 'Unknown') {
    return {
      state: 'unknown',
      reason: lost ?? 'node does not report',
      since: ready?.status === 'True' ? undefined : ready?.since,
    };
  }
  if (pod.phase === 'Running' && ready?.status === 'True') {
    return { state: 'ready', since: ready.since };
  }
  const [trouble] = containerTroubles(pod, context.now);
  if (trouble) {
    const { container, phrase } = trouble;
    return {
      state: 'failed',
      reason: phrase,
      since: container.since ?? container.lastTermination?.finishedAt,
    };
  }
  const apps = pod.containers.filter(({ type }) => type === 'app');
  if (
    pod.phase === 'Running' &&
    apps.every(container => container.state === 'running')
  ) {
    return {
      state: 'running',
      reason: 'not ready yet',
      since: latest([ready?.since, ...apps.map(({ since }) => since)]),
    };
  }
  return {
    state: 'starting',
    reason: startingReason(pod, context),
    since: pod.conditions.find(({ type }) => type === 'PodScheduled')?.since,
  };
}

/** Why a pod's node cannot be relied on; undefined when it can. */
export function nodeTrouble(
  pod: ObservedPod,
  { observation: { nodes } }: ObservationContext,
): string | undefined {
  if (pod.nodeName === undefined || nodes.size === 0) {
    return undefined;
  }
  const node = nodes.get(pod.nodeName);
  if (!node) {
    return 'node has gone';
  }
  return node.ready ? undefined : 'node does not report';
}

function endReason(pod: ObservedPod, context: ObservationContext): string {
  switch (pod.reason) {
    case 'Evicted':
      return 'evicted';
    case 'UnexpectedAdmissionError':
      return 'refused by its node';
    default:
      return containerTroubles(pod, context.now)[0]?.phrase ?? 'has ended';
  }
}

function pendingReason(pod: ObservedPod, context: ObservationContext): string {
  const problem = placementProblem(pod, context);
  switch (problem?.cause) {
    case undefined:
      return 'waiting for a node';
    case 'gated':
      return 'scheduling gated';
    case 'accelerators':
      return `waiting for ${deviceWord(problem.lacking.find(isAccelerator))}`;
    default:
      return 'cannot be placed';
  }
}

const PULL_EVENTS = ['Pulling', 'Pulled', 'Failed', 'BackOff'];

function startingReason(pod: ObservedPod, context: ObservationContext): string {
  const pull = context.observation
    .eventsAbout(pod.uid)
    .find(({ reason }) => PULL_EVENTS.includes(reason));
  if (pull?.reason === 'Pulling') {
    return 'pulling image';
  }
  const init = pod.containers.find(
    ({ type, state }) => type === 'init' && state === 'running',
  );
  return init ? `running init container ${init.name}` : 'creating containers';
}

function latest(times: (string | undefined)[]): string | undefined {
  return times.reduce(
    (last, time) =>
      time && (!last || Date.parse(time) > Date.parse(last)) ? time : last,
    undefined,
  );
}
