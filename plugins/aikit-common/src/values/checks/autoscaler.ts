import { pathOf } from '../effectivePod';
import { lookUp } from '../paths';
import { INT32_MAX } from '../scalars';
import type { AikitValues } from '../schema';
import { Check, errorAt, warningAt } from './check';

/** The targets of the autoscaler, by the resource that each measures. */
const TARGETS = {
  cpu: 'targetCPUUtilizationPercentage',
  memory: 'targetMemoryUtilizationPercentage',
} as const;

function enabled(values: AikitValues) {
  return values.autoscaling?.enabled ? values.autoscaling : undefined;
}

/** A number of groups or pods that the user gave, and the autoscaler sets. */
export const fixedReplicas: Check = ({ given, values }) => {
  const path = values.leaderWorkerSet?.enabled
    ? ['leaderWorkerSet', 'replicas']
    : ['replicaCount'];
  const replicas = lookUp(given, path);
  return enabled(values) && replicas !== undefined && replicas !== null
    ? [
        warningAt(path, {
          rule: 'autoscaler-replicas',
          message:
            'has no effect, because the autoscaler sets it: leave it out, or give autoscaling.minReplicas and autoscaling.maxReplicas',
          given: replicas,
          suggestion: null,
        }),
      ]
    : [];
};

/** What a horizontal autoscaler measures when it is told nothing. */
export const autoscalerTarget: Check = ({ values }) => {
  const autoscaling = enabled(values);
  return autoscaling && !Object.values(TARGETS).some(key => autoscaling[key])
    ? [
        warningAt(['autoscaling'], {
          rule: 'autoscaler-target',
          message:
            'has no target: Kubernetes then scales at 80% of the requested CPU; set targetCPUUtilizationPercentage or targetMemoryUtilizationPercentage',
          suggestion: {
            ...autoscaling,
            targetCPUUtilizationPercentage: 80,
          },
        }),
      ]
    : [];
};

/** The scale subresource of LeaderWorkerSet selects the leaders. */
export const autoscaledGroups: Check = ({ values }) =>
  enabled(values) && values.leaderWorkerSet?.enabled
    ? [
        warningAt(['autoscaling'], {
          rule: 'autoscaler-leaders',
          message:
            'measures the leaders only, and adds or removes whole groups',
        }),
      ]
    : [];

/**
 * Utilisation is a share of the request: without one the autoscaler does
 * nothing. A limit counts as a request.
 */
export const autoscalerRequest: Check = ({ values, pods }) => {
  const autoscaling = enabled(values);
  const [{ role, values: serving }] = pods;
  const { limits = {}, requests = {} } = serving.resources ?? {};
  return Object.entries(TARGETS).flatMap(([resource, target]) =>
    autoscaling?.[target] &&
    !Object.hasOwn(limits, resource) &&
    !Object.hasOwn(requests, resource)
      ? [
          warningAt(['autoscaling', target], {
            rule: 'autoscaler-request',
            message: `is a share of the ${resource} that the ${
              role ?? 'server'
            } requests, and it requests none, so that nothing is scaled: add it to ${pathOf(
              values,
              role,
              'resources',
            ).join('.')}.requests`,
            given: autoscaling[target],
            suggestion: null,
          }),
        ]
      : [],
  );
};

/** The webhook refuses what the autoscaler would ask for in the end. */
export const autoscaledPodCount: Check = ({ values }) => {
  const autoscaling = enabled(values);
  const size = values.leaderWorkerSet?.leaderWorkerTemplate.size ?? 1;
  return autoscaling &&
    values.leaderWorkerSet?.enabled &&
    autoscaling.maxReplicas * size > INT32_MAX
    ? [
        errorAt(['autoscaling', 'maxReplicas'], {
          rule: 'pod-count',
          message: `maxReplicas × size must be at most ${INT32_MAX} pods: lower one of them`,
          given: autoscaling.maxReplicas,
          suggestion: Math.max(1, Math.floor(INT32_MAX / size)),
        }),
      ]
    : [];
};
