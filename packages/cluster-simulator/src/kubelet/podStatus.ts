import type { IPodStatus } from 'kubernetes-models/v1/PodStatus';
import { Pod } from '../objects/kinds';
import { ConditionContent, withCondition } from '../objects/podConditions';
import { Container } from './container';

/**
 * What a kubelet reports of a pod.
 *
 * @param now - as Kubernetes writes a time
 */
export function podStatus(
  { status, metadata }: Pod,
  containers: Container[],
  now: string,
): IPodStatus {
  const inits = containers.filter(({ isInit }) => isInit);
  const apps = containers.filter(({ isInit }) => !isInit);
  const phase = phaseOf(inits, apps);
  return {
    ...status,
    observedGeneration: metadata.generation,
    phase,
    conditions: conditionsOf(inits, apps, phase).reduce(
      (all, condition) => withCondition(all, condition, now),
      status?.conditions,
    ),
    ...(inits.length > 0 && {
      initContainerStatuses: inits.map(init => init.status),
    }),
    containerStatuses: apps.map(app => app.status),
  };
}

/** Source of the rules: `getPhase` of the kubelet. */
function phaseOf(inits: Container[], apps: Container[]) {
  const succeeded = ({ hasSucceeded }: Container) => hasSucceeded;
  const over = ({ isOver }: Container) => isOver;
  if (inits.some(init => over(init) && !succeeded(init))) {
    return 'Failed';
  }
  if (!inits.every(succeeded) || !apps.every(({ logs }) => logs.length > 0)) {
    return 'Pending';
  }
  if (!apps.every(over)) {
    return 'Running';
  }
  return apps.every(succeeded) ? 'Succeeded' : 'Failed';
}

/** Source of the rules: `status/generate.go` of the kubelet. */
function conditionsOf(
  inits: Container[],
  apps: Container[],
  phase: string,
): ConditionContent[] {
  const hasEnded = phase === 'Succeeded' || phase === 'Failed';
  const reason = phase === 'Failed' ? 'PodFailed' : 'PodCompleted';
  const unready = apps.filter(({ status }) => !status.ready);
  const incomplete = inits.filter(({ hasSucceeded }) => !hasSucceeded);
  const ready = hasEnded
    ? ({ status: 'False', reason } as const)
    : unless(unready, 'ContainersNotReady', 'unready');
  return [
    { type: 'PodReadyToStartContainers', status: hasEnded ? 'False' : 'True' },
    {
      type: 'Initialized',
      ...unless(incomplete, 'ContainersNotInitialized', 'incomplete'),
    },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...ready },
    { type: 'PodScheduled', status: 'True' },
  ];
}

function unless(missing: Container[], reason: string, what: string) {
  const names = missing.map(({ spec }) => spec.name).join(' ');
  const message = `containers with ${what} status: [${names}]`;
  return missing.length === 0
    ? ({ status: 'True' } as const)
    : ({ status: 'False', reason, message } as const);
}
