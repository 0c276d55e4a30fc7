import {
  ObservedCondition,
  ObservedContainer,
  ObservedPod,
} from '../status/observed/observed';
import { LWS_LABELS } from '../status/observed/labels';
import { ago, aMeta } from './meta';

export function aContainer(
  overrides: Partial<ObservedContainer> = {},
): ObservedContainer {
  return {
    name: 'model',
    type: 'app',
    image: 'ghcr.io/example/model:1',
    state: 'running',
    since: ago(500),
    ready: true,
    restarts: 0,
    ...overrides,
  };
}

/** A container that waits, as in `CrashLoopBackOff`. */
export function aWaitingContainer(
  reason: string,
  overrides: Partial<ObservedContainer> = {},
): ObservedContainer {
  return aContainer({
    state: 'waiting',
    reason,
    since: undefined,
    ready: false,
    ...overrides,
  });
}

export function aCondition(
  type: string,
  status: 'True' | 'False',
  overrides: Partial<ObservedCondition> = {},
): ObservedCondition {
  return {
    type,
    status,
    reason: '',
    message: '',
    since: ago(400),
    ...overrides,
  };
}

/** A pod that is ready on node `gpu-1`. */
export function aPod(overrides: Partial<ObservedPod> = {}): ObservedPod {
  return {
    ...aMeta(overrides.name ?? 'pod', 'Pod'),
    kind: 'Pod',
    phase: 'Running',
    nodeName: 'gpu-1',
    conditions: [
      aCondition('PodScheduled', 'True'),
      aCondition('Ready', 'True'),
    ],
    containers: [aContainer()],
    accelerators: {},
    ...overrides,
  };
}

/** Pod of the LeaderWorkerSet `chat`; worker 0 is the leader. */
export function aGroupPod(
  group: number,
  worker: number,
  overrides: Partial<ObservedPod> = {},
): ObservedPod {
  const leader = `chat-${group}`;
  return aPod({
    name: worker === 0 ? leader : `${leader}-${worker}`,
    labels: {
      [LWS_LABELS.groupIndex]: String(group),
      [LWS_LABELS.workerIndex]: String(worker),
    },
    owner: {
      kind: 'StatefulSet',
      name: worker === 0 ? 'chat' : leader,
      uid: `StatefulSet-${worker === 0 ? 'chat' : leader}`,
    },
    ...overrides,
  });
}

/** What makes a pod one that runs, but is not ready. */
export function notReady(
  overrides: Partial<ObservedPod> = {},
): Partial<ObservedPod> {
  return {
    phase: 'Running',
    conditions: [
      aCondition('PodScheduled', 'True'),
      aCondition('Ready', 'False'),
    ],
    containers: [aContainer({ ready: false })],
    ...overrides,
  };
}

/** What makes a pod one that the scheduler has found no node for. */
export function unschedulable(message: string): Partial<ObservedPod> {
  return {
    phase: 'Pending',
    nodeName: undefined,
    containers: [],
    conditions: [
      aCondition('PodScheduled', 'False', {
        reason: 'Unschedulable',
        message,
      }),
    ],
  };
}
