import { pathOf } from '../effectivePod';
import { lookUp } from '../paths';
import { INT32_MAX } from '../scalars';
import type { AikitValues } from '../schema';
import type { ValuesRule } from './checked';

/** The targets of the autoscaler, by the resource that each measures. */
const TARGETS = {
  cpu: 'targetCPUUtilizationPercentage',
  memory: 'targetMemoryUtilizationPercentage',
} as const;

function enabled(values: AikitValues) {
  return values.autoscaling?.enabled ? values.autoscaling : undefined;
}

/** A number of groups or pods that the user gave, and the autoscaler sets. */
export const fixedReplicas: ValuesRule = ({ given, values }, report) => {
  const path = values.leaderWorkerSet?.enabled
    ? ['leaderWorkerSet', 'replicas']
    : ['replicaCount'];
  if (enabled(values) && (lookUp(given, path) ?? null) !== null) {
    report({
      rule: 'autoscaler-replicas',
      severity: 'warning',
      path,
      message:
        'has no effect, because the autoscaler sets it: leave it out, or give autoscaling.minReplicas and autoscaling.maxReplicas',
      given: lookUp(given, path),
      suggestion: null,
    });
  }
};

/** What a horizontal autoscaler measures when it is told nothing. */
export const autoscalerTarget: ValuesRule = ({ values }, report) => {
  const autoscaling = enabled(values);
  if (autoscaling && !Object.values(TARGETS).some(key => autoscaling[key])) {
    report({
      rule: 'autoscaler-target',
      severity: 'warning',
      path: ['autoscaling'],
      message:
        'has no target: Kubernetes then scales at 80% of the requested CPU; set targetCPUUtilizationPercentage or targetMemoryUtilizationPercentage',
      suggestion: { ...autoscaling, targetCPUUtilizationPercentage: 80 },
    });
  }
};

/** The scale subresource of LeaderWorkerSet selects the leaders. */
export const autoscaledGroups: ValuesRule = ({ values }, report) => {
  if (enabled(values) && values.leaderWorkerSet?.enabled) {
    report({
      rule: 'autoscaler-leaders',
      severity: 'warning',
      path: ['autoscaling'],
      message: 'measures the leaders only, and adds or removes whole groups',
    });
  }
};

/**
 * Utilisation is a share of the request: without one the autoscaler does
 * nothing. A limit counts as a request.
 */
export const autoscalerRequest: ValuesRule = ({ values, pods }, report) => {
  const [{ role, values: serving }] = pods;
  const { limits = {}, requests = {} } = serving.resources ?? {};
  for (const [resource, target] of Object.entries(TARGETS)) {
    if (
      enabled(values)?.[target] &&
      !Object.hasOwn(limits, resource) &&
      !Object.hasOwn(requests, resource)
    ) {
      const resources = pathOf(values, role, 'resources').join('.');
      report({
        rule: 'autoscaler-request',
        severity: 'warning',
        path: ['autoscaling', target],
        message: `is a share of the ${resource} that the ${
          role ?? 'server'
        } requests, and it requests none, so that nothing is scaled: add it to ${resources}.requests`,
        suggestion: null,
      });
    }
  }
};

/** The webhook refuses what the autoscaler would ask for in the end. */
export const autoscaledPodCount: ValuesRule = ({ values }, report) => {
  const autoscaling = enabled(values);
  const size = values.leaderWorkerSet?.leaderWorkerTemplate.size ?? 1;
  if (
    autoscaling &&
    values.leaderWorkerSet?.enabled &&
    autoscaling.maxReplicas * size > INT32_MAX
  ) {
    report({
      rule: 'pod-count',
      path: ['autoscaling', 'maxReplicas'],
      message: `maxReplicas × size must be at most ${INT32_MAX} pods: lower one of them`,
      suggestion: Math.max(1, Math.floor(INT32_MAX / size)),
    });
  }
};
