import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { IPodStatus } from 'kubernetes-models/v1/PodStatus';
import { Pod } from '../objects/kinds';
import { ConditionContent, withCondition } from '../objects/podConditions';
import {
  ContainerState,
  hasSucceeded,
  letsOthersStart,
  restarts,
} from './containers';

/** Where a pod is, for all its life. */
export interface PodPlace {
  /** When its kubelet has seen it first, as Kubernetes writes a time. */
  startTime: string;
  podIP: string;
  podIPs: { ip: string }[];
  hostIP: string;
  hostIPs: { ip: string }[];
}

/**
 * What a kubelet reports of a pod.
 *
 * @param ends - whether none of its containers will be started again
 * @param now - as Kubernetes writes a time
 */
export function podStatus(
  pod: Pod,
  containers: ContainerState[],
  place: PodPlace,
  ends: boolean,
  now: string,
): IPodStatus {
  const [apps, inits] = [true, false].map(isApp =>
    containers
      .filter(({ kind }) => (kind === 'app') === isApp)
      .map(({ status }) => status),
  );
  const phase = phaseOf(pod.spec, containers, ends);
  const { generation: observedGeneration } = pod.metadata;
  const conditions = [
    ...readiness(containers, phase),
    { type: 'PodScheduled', status: 'True' } as const,
  ].reduce(
    (all, condition) =>
      withCondition(all, { ...condition, observedGeneration }, now),
    pod.status?.conditions,
  );
  return {
    qosClass: qosClass(pod.spec),
    ...pod.status,
    ...place,
    observedGeneration,
    phase,
    conditions,
    ...(inits.length > 0 && { initContainerStatuses: inits }),
    containerStatuses: apps,
  };
}

/** Source of the rules: `getPhase` of the kubelet. */
function phaseOf(
  spec: IPodSpec,
  containers: ContainerState[],
  ends: boolean,
): NonNullable<IPodStatus['phase']> {
  const apps = containers.filter(({ kind }) => kind === 'app');
  const isOver = (container: ContainerState) =>
    container.phase === 'ended' && (ends || !restarts(container, spec));
  const before = containers.filter(
    container => !letsOthersStart(container) && container.kind !== 'app',
  );
  if (
    before.some(container => container.kind === 'init' && isOver(container))
  ) {
    return 'Failed';
  }
  const haveRun = apps.every(({ run }) => run);
  if (!haveRun || before.some(({ kind }) => kind === 'init')) {
    return 'Pending';
  }
  if (!apps.every(isOver)) {
    return 'Running';
  }
  return apps.every(({ status }) => hasSucceeded(status))
    ? 'Succeeded'
    : 'Failed';
}

/** Source of the rules: `status/generate.go` of the kubelet. */
function readiness(
  containers: ContainerState[],
  phase: IPodStatus['phase'],
): ConditionContent[] {
  const incomplete = containers.filter(
    container => container.kind !== 'app' && !letsOthersStart(container),
  );
  const hasStarted = containers.some(({ kind, run }) => kind === 'app' && run);
  const unready = containers.filter(
    ({ kind, status }) => kind !== 'init' && !status.ready,
  );
  const over = { Succeeded: 'PodCompleted', Failed: 'PodFailed' } as const;
  const ready = (type: string): ConditionContent => {
    if (phase === 'Succeeded' || phase === 'Failed') {
      return { type, status: 'False', reason: over[phase] };
    }
    return unless(type, unready, 'ContainersNotReady', 'unready');
  };
  return [
    {
      type: 'PodReadyToStartContainers',
      status: phase === 'Succeeded' || phase === 'Failed' ? 'False' : 'True',
    },
    phase === 'Succeeded'
      ? { type: 'Initialized', status: 'True', reason: over.Succeeded }
      : unless(
          'Initialized',
          hasStarted ? [] : incomplete,
          'ContainersNotInitialized',
          'incomplete',
        ),
    ready('Ready'),
    ready('ContainersReady'),
  ];
}

function unless(
  type: string,
  missing: ContainerState[],
  reason: string,
  what: string,
): ConditionContent {
  const names = missing.map(({ spec }) => spec.name).join(' ');
  return missing.length === 0
    ? { type, status: 'True' }
    : {
        type,
        status: 'False',
        reason,
        message: `containers with ${what} status: [${names}]`,
      };
}

/** Source of the rule: "Quality of Service for Pods" in Kubernetes' docs. */
function qosClass({
  containers,
  initContainers = [],
}: IPodSpec): IPodStatus['qosClass'] {
  const all = [...containers, ...initContainers].map(
    ({ resources }) => resources ?? {},
  );
  const isSet = (quantities?: object) =>
    !!quantities && ('cpu' in quantities || 'memory' in quantities);
  if (!all.some(({ requests, limits }) => isSet(requests) || isSet(limits))) {
    return 'BestEffort';
  }
  const guaranteed = all.every(({ limits, requests }) =>
    ['cpu', 'memory'].every(
      resource =>
        limits?.[resource] !== undefined &&
        (requests?.[resource] ?? limits[resource]) === limits[resource],
    ),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
