import type { z } from 'zod';
import { IntOrPercent, scaled } from './intOrPercent';
import { breakRule } from './rule';
import { INT32_MAX } from './scalars';

interface RollingUpdate {
  maxUnavailable?: IntOrPercent;
  maxSurge?: IntOrPercent;
}

/** The values that these rules read. */
interface Groups {
  replicas?: number;
  annotations?: Record<string, string>;
  subGroupExclusiveTopology?: string;
  networkConfig?: { subdomainPolicy: string };
  rolloutStrategy?: { rollingUpdateConfiguration?: RollingUpdate };
  leaderWorkerTemplate: {
    size?: number;
    subGroupPolicy?: { subGroupPolicyType?: string; subGroupSize: number };
  };
}

type Rule = (groups: Groups, context: z.RefinementCtx) => void;

/** Annotations that have values of their own, by those values' keys. */
export const TOPOLOGY_ANNOTATIONS = {
  exclusiveTopology: 'leaderworkerset.sigs.k8s.io/exclusive-topology',
  subGroupExclusiveTopology:
    'leaderworkerset.sigs.k8s.io/subgroup-exclusive-topology',
} as const;

const podCount: Rule = ({ replicas = 1, leaderWorkerTemplate }, context) => {
  const { size = 1 } = leaderWorkerTemplate;
  if (replicas * size > INT32_MAX) {
    breakRule(context, {
      rule: 'pod-count',
      path: ['replicas'],
      message: `replicas × size must be at most ${INT32_MAX} pods: lower one of them`,
      suggestion: Math.floor(INT32_MAX / size),
    });
  }
};

/**
 * In the `Shared` policy the controller takes the workload's own Service,
 * which has the same name, for the headless one that it would create.
 */
const subdomain: Rule = ({ networkConfig }, context) => {
  if (networkConfig?.subdomainPolicy === 'Shared') {
    breakRule(context, {
      rule: 'subdomain-policy',
      path: ['networkConfig', 'subdomainPolicy'],
      message:
        'must not be Shared: LeaderWorkerSet would take the Service of the workload for its own, and pods would have no address until they are ready; use UniquePerReplica',
      suggestion: 'UniquePerReplica',
    });
  }
};

const subGroups: Rule = ({ leaderWorkerTemplate }, context) => {
  const { size = 1, subGroupPolicy } = leaderWorkerTemplate;
  if (!subGroupPolicy) {
    return;
  }
  const { subGroupSize, subGroupPolicyType } = subGroupPolicy;
  const withoutLeader = subGroupPolicyType === 'LeaderExcluded';
  const fits = (candidate: number) =>
    candidate <= size &&
    ((size - 1) % candidate === 0 ||
      (!withoutLeader && size % candidate === 0));
  if (subGroupSize >= 1 && !fits(subGroupSize)) {
    const smaller = Math.min(subGroupSize, size);
    const suggestion = Array.from(
      { length: Math.min(smaller, 1000) },
      (_, index) => smaller - index,
    ).find(fits);
    breakRule(context, {
      rule: 'subgroup-size',
      path: ['leaderWorkerTemplate', 'subGroupPolicy', 'subGroupSize'],
      message: `must be at most size (${size}) and divide ${
        withoutLeader ? '' : 'it or '
      }size - 1 (${size - 1}) evenly: use ${suggestion ?? 1}`,
      suggestion: suggestion ?? 1,
    });
  }
};

const subGroupTopology: Rule = (groups, context) => {
  if (
    groups.subGroupExclusiveTopology !== undefined &&
    !groups.leaderWorkerTemplate.subGroupPolicy
  ) {
    breakRule(context, {
      rule: 'subgroup-topology',
      path: ['subGroupExclusiveTopology'],
      message:
        'needs subgroups: set leaderWorkerTemplate.subGroupPolicy, or leave it out',
      suggestion: null,
    });
  }
};

const topologyAnnotations: Rule = ({ annotations = {} }, context) => {
  for (const [key, annotation] of Object.entries(TOPOLOGY_ANNOTATIONS)) {
    if (Object.hasOwn(annotations, annotation)) {
      breakRule(context, {
        rule: 'topology-annotation',
        path: ['annotations', annotation],
        message: `is set by a value of its own: use leaderWorkerSet.${key}`,
        suggestion: null,
      });
    }
  }
};

/**
 * The rules of LeaderWorkerSet's webhook that concern several values of one,
 * and those that keep the controller from failing silently.
 */
export function leaderWorkerSetRules(
  groups: Groups,
  context: z.RefinementCtx,
): void {
  for (const rule of [
    podCount,
    subdomain,
    subGroups,
    subGroupTopology,
    topologyAnnotations,
  ]) {
    rule(groups, context);
  }
}

/**
 * Whether a rollout may touch any of some groups at all: what may be
 * unavailable is rounded down, a surge up, and both must not be 0.
 */
export function touchesGroups(
  { maxUnavailable = 1, maxSurge = 0 }: RollingUpdate,
  replicas: number,
): boolean {
  return (
    scaled(maxUnavailable, replicas, Math.floor) > 0 ||
    scaled(maxSurge, replicas, Math.ceil) > 0
  );
}

/**
 * Whether a rollout can replace a group at all, where there is one.
 *
 * @param replicas - what the LeaderWorkerSet is created with
 */
export function rolloutMoves(groups: Groups, replicas: number): boolean {
  const update = groups.rolloutStrategy?.rollingUpdateConfiguration;
  return !update || replicas === 0 || touchesGroups(update, replicas);
}
