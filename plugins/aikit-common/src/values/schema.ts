import { z } from 'zod';
import { accessories } from './accessories';
import { fields } from './fields';
import { image } from './image';
import {
  containerSecurityContext,
  podSecurityContext,
} from './kubernetes/securityContext';
import { leaderWorkerSet } from './leaderWorkerSet';
import { podKeys } from './pod';
import { deploymentStrategy } from './rollout';
import { must } from './rules/rule';
import { INT32_MAX, integer, labelValue } from './scalars';
import { service } from './service';

const percentage = integer(0, INT32_MAX).optional();

const autoscaling = fields({
  enabled: z.boolean().optional(),
  minReplicas: integer(1, INT32_MAX).optional(),
  maxReplicas: integer(1, INT32_MAX),
  targetCPUUtilizationPercentage: percentage,
  targetMemoryUtilizationPercentage: percentage,
}).superRefine(
  must(({ minReplicas = 1, maxReplicas }) => minReplicas <= maxReplicas, {
    rule: 'autoscaler-range',
    path: ['minReplicas'],
    message:
      'must be at most maxReplicas: raise maxReplicas or lower minReplicas',
    suggestion: null,
  }),
);

/**
 * Values of the chart's post-install Job, which the suite does not render:
 * their keys are known, their content is not looked at.
 */
const postInstall = fields({
  resources: z.unknown().optional(),
  affinity: z.unknown().optional(),
  tolerations: z.unknown().optional(),
  nodeSelector: z.unknown().optional(),
  securityContext: z.unknown().optional(),
  labelNamespace: fields({
    enabled: z.boolean().optional(),
    image: z.unknown().optional(),
    podSecurity: z.unknown().optional(),
    extraAnnotations: z.unknown().optional(),
    extraRules: z.unknown().optional(),
    extraNamespaces: z.unknown().optional(),
    priorityClassName: z.unknown().optional(),
  }).optional(),
});

/**
 * Values of the AIKit Helm chart and the documented additions to them, after
 * they were laid over the defaults; without the rules between values that
 * stand apart, which `readValues` adds.
 *
 * Sources: `charts/aikit` of kaito-project/aikit, main, and of sozercan/aikit,
 * branch `lws2` (keys); the APIs of Kubernetes and LeaderWorkerSet (additions);
 * their validation (bounds).
 *
 * @public
 */
export const valuesSchema = fields({
  image,
  replicaCount: integer(0, INT32_MAX).optional(),
  strategy: deploymentStrategy.optional(),
  leaderWorkerSet: leaderWorkerSet.optional(),
  ...podKeys,
  imagePullSecrets: z.array(fields({ name: z.string() })).optional(),
  nameOverride: labelValue.optional(),
  fullnameOverride: z.string().optional(),
  podSecurityContext: podSecurityContext.optional(),
  securityContext: containerSecurityContext.optional(),
  service,
  autoscaling: autoscaling.optional(),
  enableRuntimeDefaultSeccompProfile: z.boolean().optional(),
  ...accessories,
  postInstall: postInstall.optional(),
  global: z.looseObject({}).optional(),
});

/**
 * Checked values of the AIKit chart.
 *
 * @public
 */
export type AikitValues = z.output<typeof valuesSchema>;
