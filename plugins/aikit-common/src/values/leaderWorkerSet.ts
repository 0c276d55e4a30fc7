import { z } from 'zod';
import { fields } from './fields';
import { roleImage } from './image';
import { claimRetention, volumeClaimTemplates } from './kubernetes/claims';
import { roleSecurityContext } from './kubernetes/securityContext';
import { objectName } from './names';
import { podKeys } from './pod';
import { rolloutStrategy } from './rollout';
import { must, obeys, Rule } from './rules/rule';
import {
  annotationMap,
  INT32_MAX,
  integer,
  qualifiedName,
  wholeNumber,
} from './scalars';

/** Upper bound of groups in LeaderWorkerSet 0.10. */
const MAX_GROUPS = 1_000_000;

const role = fields({
  image: roleImage.optional(),
  securityContext: roleSecurityContext.optional(),
  serviceAccountName: objectName.optional(),
  ...podKeys,
});

const template = fields({
  size: integer(1, INT32_MAX).optional(),
  restartPolicy: z
    .enum([
      'RecreateGroupOnPodRestart',
      'RecreateGroupAfterStart',
      'None',
      'Default',
      '',
    ])
    .optional(),
  subGroupPolicy: fields({
    subGroupPolicyType: z.enum(['LeaderWorker', 'LeaderExcluded']).optional(),
    subGroupSize: wholeNumber(1, INT32_MAX),
  }).optional(),
  volumeClaimTemplates: volumeClaimTemplates.optional(),
  persistentVolumeClaimRetentionPolicy: claimRetention.optional(),
});

/** Values of one role of a LeaderWorkerSet. */
export type RoleValues = z.output<typeof role>;

const set = fields({
  enabled: z.boolean().optional(),
  annotations: annotationMap.optional(),
  /** Label of nodes, of which each group gets one value for itself. */
  exclusiveTopology: qualifiedName.optional(),
  /** The same for the subgroups of a group. */
  subGroupExclusiveTopology: qualifiedName.optional(),
  replicas: integer(0, MAX_GROUPS).optional(),
  startupPolicy: z.enum(['LeaderCreated', 'LeaderReady']).optional(),
  networkConfig: fields({
    subdomainPolicy: z.enum(['UniquePerReplica', 'Shared']),
  }).optional(),
  rolloutStrategy: rolloutStrategy.optional(),
  leaderWorkerTemplate: template,
  leader: role,
  worker: role,
});

type Groups = z.output<typeof set>;

/** Annotations that have values of their own, by those values' keys. */
export const TOPOLOGY_ANNOTATIONS = {
  exclusiveTopology: 'leaderworkerset.sigs.k8s.io/exclusive-topology',
  subGroupExclusiveTopology:
    'leaderworkerset.sigs.k8s.io/subgroup-exclusive-topology',
} as const;

const podCount: Rule<Groups> = (
  { replicas = 1, leaderWorkerTemplate },
  report,
) => {
  const { size = 1 } = leaderWorkerTemplate;
  if (replicas * size > INT32_MAX) {
    report({
      rule: 'pod-count',
      path: ['replicas'],
      message: `replicas × size must be at most ${INT32_MAX} pods: lower one of them`,
      suggestion: Math.floor(INT32_MAX / size),
    });
  }
};

const subGroups: Rule<Groups> = ({ leaderWorkerTemplate }, report) => {
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
    report({
      rule: 'subgroup-size',
      path: ['leaderWorkerTemplate', 'subGroupPolicy', 'subGroupSize'],
      message: `must be at most size (${size}) and divide ${
        withoutLeader ? '' : 'it or '
      }size - 1 (${size - 1}) evenly: use ${suggestion ?? 1}`,
      suggestion: suggestion ?? 1,
    });
  }
};

const topologyAnnotations: Rule<Groups> = ({ annotations = {} }, report) => {
  for (const [key, annotation] of Object.entries(TOPOLOGY_ANNOTATIONS)) {
    if (Object.hasOwn(annotations, annotation)) {
      report({
        rule: 'topology-annotation',
        path: ['annotations', annotation],
        message: `is set by a value of its own: use leaderWorkerSet.${key}`,
        suggestion: null,
      });
    }
  }
};

/**
 * Distributed mode: keys of the chart's branch that has it, and those of the
 * LeaderWorkerSet API that it lacks. The rules between them are those of
 * LeaderWorkerSet's webhook, and those without which the controller fails
 * silently.
 */
export const leaderWorkerSet = set
  .superRefine(obeys(podCount))
  // In this policy the controller takes the workload's own Service, which has
  // the same name, for the headless one that it would create.
  .superRefine(
    must(({ networkConfig }) => networkConfig?.subdomainPolicy !== 'Shared', {
      rule: 'subdomain-policy',
      path: ['networkConfig', 'subdomainPolicy'],
      message:
        'must not be Shared: LeaderWorkerSet would take the Service of the workload for its own, and pods would have no address until they are ready; use UniquePerReplica',
      suggestion: 'UniquePerReplica',
    }),
  )
  .superRefine(obeys(subGroups))
  .superRefine(
    must(
      ({ subGroupExclusiveTopology: topology, leaderWorkerTemplate }) =>
        topology === undefined || Boolean(leaderWorkerTemplate.subGroupPolicy),
      {
        rule: 'subgroup-topology',
        path: ['subGroupExclusiveTopology'],
        message:
          'needs subgroups: set leaderWorkerTemplate.subGroupPolicy, or leave it out',
        suggestion: null,
      },
    ),
  )
  .superRefine(obeys(topologyAnnotations));
