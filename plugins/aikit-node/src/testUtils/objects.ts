import {
  ObservedEvent,
  ObservedMeta,
  ObservedNode,
  ObservedPod,
  ObservedPodSet,
  ObservedWorkload,
  WorkloadObservation,
} from '../status/observed/observed';
import { freeAccelerators } from '../status/accelerators/capacity';
import { indexBy } from '../status/groups/context';
import { groupKey, LWS_LABELS } from '../status/observed/labels';
import { ago, aMeta } from './meta';

/** A ready node, `gpu-1` with 8 GPUs unless told otherwise. */
export function aNode(overrides: Partial<ObservedNode> = {}): ObservedNode {
  return {
    ...aMeta(overrides.name ?? 'gpu-1', 'Node'),
    namespace: '',
    kind: 'Node',
    ready: true,
    unschedulable: false,
    taints: [],
    accelerators: { 'nvidia.com/gpu': 8 },
    ...overrides,
  };
}

/** A LeaderWorkerSet `chat` of one group of two pods without accelerators. */
export function aLeaderWorkerSet(
  overrides: Partial<ObservedWorkload> = {},
): ObservedWorkload {
  return {
    ...aMeta('chat', 'LeaderWorkerSet'),
    kind: 'LeaderWorkerSet',
    replicas: 1,
    size: 2,
    conditions: [],
    observedGeneration: 1,
    reported: { replicas: 0, ready: 0, updated: 0 },
    startupPolicy: 'LeaderCreated',
    restartPolicy: 'RecreateGroupOnPodRestart',
    accelerators: { leader: {}, worker: {} },
    ...overrides,
  };
}

/** A Deployment `chat` of two servers. */
export function aDeployment(
  overrides: Partial<ObservedWorkload> = {},
): ObservedWorkload {
  return {
    ...aMeta('chat', 'Deployment'),
    kind: 'Deployment',
    replicas: 2,
    size: 1,
    conditions: [],
    observedGeneration: 1,
    reported: { replicas: 2, ready: 2, updated: 2 },
    accelerators: { leader: {}, worker: {} },
    ...overrides,
  };
}

export function aReplicaSet(
  name: string,
  overrides: Partial<ObservedPodSet> = {},
): ObservedPodSet {
  return {
    ...aMeta(name, 'ReplicaSet'),
    kind: 'ReplicaSet',
    replicas: 2,
    conditions: [],
    ...overrides,
  };
}

/** Leader StatefulSet `chat`, or the worker StatefulSet of a group. */
export function aStatefulSet(
  group?: number,
  overrides: Partial<ObservedPodSet> = {},
): ObservedPodSet {
  const name = group === undefined ? 'chat' : `chat-${group}`;
  return {
    ...aMeta(name, 'StatefulSet'),
    labels:
      group === undefined ? {} : { [LWS_LABELS.groupIndex]: String(group) },
    kind: 'StatefulSet',
    replicas: 1,
    conditions: [],
    ...overrides,
  };
}

/** A warning on an object, a minute old. */
export function anEvent(
  regarding: ObservedMeta & { kind: string },
  reason: string,
  message: string,
  overrides: Partial<ObservedEvent> = {},
): ObservedEvent {
  return {
    ...aMeta(`${regarding.name}.${reason}`, 'Event'),
    kind: 'Event',
    type: 'Warning',
    reason,
    message,
    regarding: {
      kind: regarding.kind,
      namespace: regarding.namespace,
      name: regarding.name,
      uid: regarding.uid,
    },
    count: 1,
    lastSeen: ago(60),
    ...overrides,
  };
}

/** What an observation is made of, as lists. */
export interface ObservationParts
  extends Partial<
    Pick<WorkloadObservation, 'cluster' | 'workload' | 'podSets' | 'free'>
  > {
  pods?: ObservedPod[];
  /** In the order in which they came. */
  events?: ObservedEvent[];
  nodes?: ObservedNode[];
}

/**
 * An observation of cluster `us-east`, by default of a LeaderWorkerSet whose
 * StatefulSets are there, on one node. What is free follows from the nodes and
 * from the pods.
 */
export function anObservation(
  parts: ObservationParts = {},
): WorkloadObservation {
  const { cluster = 'us-east', workload = aLeaderWorkerSet() } = parts;
  const { pods = [], nodes = [aNode()], events = [] } = parts;
  const { podSets = podSetsOf(workload) } = parts;
  const latestFirst = [...events]
    .reverse()
    .sort((a, b) => Date.parse(b.lastSeen) - Date.parse(a.lastSeen));
  const byObject = indexBy(latestFirst, ({ regarding }) => regarding.uid);
  const none: ObservedEvent[] = [];
  return {
    cluster,
    workload,
    groups: indexBy(pods, pod => groupKey(pod, workload)),
    podsOf: uid =>
      new Map(
        pods
          .filter(({ owner }) => owner?.uid === uid)
          .map(pod => [pod.uid, pod]),
      ),
    podSets: [...podSets],
    eventsAbout: uid => byObject.get(uid) ?? none,
    nodes: new Map(nodes.map(node => [node.name, node])),
    free: parts.free ?? freeAccelerators(nodes, pods),
  };
}

function podSetsOf(workload: ObservedWorkload): ObservedPodSet[] {
  const { kind, replicas, size } = workload;
  if (kind === 'Deployment') {
    return [aReplicaSet('chat-1', { replicas })];
  }
  const workers = Array.from({ length: size > 1 ? replicas : 0 }, (_, group) =>
    aStatefulSet(group, { replicas: size - 1 }),
  );
  return [aStatefulSet(undefined, { replicas }), ...workers];
}
