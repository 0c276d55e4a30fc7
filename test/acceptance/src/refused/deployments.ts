import type { ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import { refusal, Refusal, refusalsOf } from './refusal';

function strategy(what: string, given: ValuesMap, path: string): Refusal {
  return refusal(what, {
    kind: 'Deployment',
    values: { strategy: given },
    change: { spec: { strategy: given } },
    path: `strategy.${path}`,
  });
}

/** How a Deployment is rolled out, and how many pods it has. */
export const DEPLOYMENTS: Refusal[] = [
  strategy('an unknown strategy', { type: 'BlueGreen' }, 'type'),
  strategy(
    'recreation and a rolling update at once',
    { type: 'Recreate', rollingUpdate: { maxSurge: 1 } },
    'rollingUpdate',
  ),
  strategy(
    'a rollout that may change nothing',
    {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 0, maxUnavailable: 0 },
    },
    'rollingUpdate.maxUnavailable',
  ),
  strategy(
    'more than all unavailable',
    { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '120%' } },
    'rollingUpdate.maxUnavailable',
  ),
  strategy(
    'a negative surge',
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: -1 } },
    'rollingUpdate.maxSurge',
  ),
  refusal('a negative number of pods', {
    kind: 'Deployment',
    values: { replicaCount: -1 },
    change: { spec: { replicas: -1 } },
    path: 'replicaCount',
  }),
];

const autoscaler = refusalsOf('HorizontalPodAutoscaler', {
  autoscaling: {
    enabled: true,
    minReplicas: 1,
    maxReplicas: 4,
    targetCPUUtilizationPercentage: 80,
  },
  resources: { requests: { cpu: '1' } },
});

function cpuMetric(averageUtilization: number): ValuesMap {
  const target = { type: 'Utilization', averageUtilization };
  return {
    spec: {
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
    },
  };
}

/** Autoscalers. */
export const AUTOSCALERS: Refusal[] = [
  autoscaler(
    'fewer pods at most than at least',
    { autoscaling: { minReplicas: 5 } },
    { spec: { minReplicas: 5 } },
    'autoscaling.minReplicas',
  ),
  autoscaler(
    'no pods at least',
    { autoscaling: { minReplicas: 0 } },
    { spec: { minReplicas: 0 } },
    'autoscaling.minReplicas',
  ),
  autoscaler(
    'no pods at most',
    { autoscaling: { maxReplicas: 0 } },
    { spec: { maxReplicas: 0 } },
    'autoscaling.maxReplicas',
  ),
  autoscaler(
    'a negative utilization',
    { autoscaling: { targetCPUUtilizationPercentage: -1 } },
    cpuMetric(-1),
    'autoscaling.targetCPUUtilizationPercentage',
  ),
];

const budget = refusalsOf('PodDisruptionBudget', {
  podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
});

/** Disruption budgets. */
export const BUDGETS: Refusal[] = [
  budget(
    'a budget of two kinds',
    { podDisruptionBudget: { minAvailable: 1 } },
    { spec: { minAvailable: 1 } },
    'podDisruptionBudget.maxUnavailable',
  ),
  budget(
    'a negative budget',
    { podDisruptionBudget: { maxUnavailable: -1 } },
    { spec: { maxUnavailable: -1 } },
    'podDisruptionBudget.maxUnavailable',
  ),
  budget(
    'a budget above 100 %',
    { podDisruptionBudget: { maxUnavailable: '150%' } },
    { spec: { maxUnavailable: '150%' } },
    'podDisruptionBudget.maxUnavailable',
  ),
  budget(
    'a budget that is no number',
    { podDisruptionBudget: { maxUnavailable: 'half' } },
    { spec: { maxUnavailable: 'half' } },
    'podDisruptionBudget.maxUnavailable',
  ),
];
