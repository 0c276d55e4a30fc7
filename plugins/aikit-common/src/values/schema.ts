import { z } from 'zod';
import { fields } from './fields';
import { envVar } from './kubernetes/env';
import { probe } from './kubernetes/probe';
import { resources } from './kubernetes/resources';
import { affinity, toleration } from './kubernetes/scheduling';
import {
  containerSecurityContext,
  podSecurityContext,
  roleSecurityContext,
} from './kubernetes/securityContext';
import {
  annotationMap,
  INT32_MAX,
  integer,
  LABEL_VALUE,
  LABEL_VALUE_RULE,
  labelMap,
  port,
} from './scalars';

/** Upper bound of groups in LeaderWorkerSet 0.10. */
const MAX_GROUPS = 1_000_000;

/** Below this Helm writes a number as it is, and not as 2e+07. */
const MAX_PLAIN_NUMBER = 1e6;

const repository = z
  .string()
  .regex(/^[a-z0-9][a-zA-Z0-9._:/-]*$/, {
    error:
      'must be an image without its tag, such as ghcr.io/kaito-project/aikit/llama3.1: put the tag into tag',
  })
  .regex(/^(.*\/)?[^:/]+$/, {
    error: 'must not contain the tag: put what follows ":" into tag',
  });

const tag = z
  .union([
    z.string(),
    z.number().lt(MAX_PLAIN_NUMBER, {
      error: issue => `must be a string: write it in quotes, "${issue.input}"`,
    }),
  ])
  .transform(String)
  .refine(value => /^\w[\w.-]{0,127}(@sha256:[0-9a-f]{64})?$/.test(value), {
    error: issue =>
      issue.input === ''
        ? 'must not be empty: the chart would fall back to its own version, which no model image has; give a tag such as 8b'
        : `must be an image tag such as 8b, or 8b@sha256:<digest>, not "${issue.input}"`,
  });

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'] as const;

/** Empty or absent fields of a role's image fall back to the main image. */
const roleImage = fields({
  repository: z.union([z.literal(''), repository]).optional(),
  tag: z.union([z.literal(''), tag]).optional(),
  pullPolicy: z.enum([...PULL_POLICIES, '']).optional(),
});

const roleFields = {
  image: roleImage.optional(),
  resources: resources.optional(),
  securityContext: roleSecurityContext.optional(),
  args: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  env: z.array(envVar).optional(),
  port: port.optional(),
};

const leaderWorkerSet = fields({
  enabled: z.boolean().optional(),
  replicas: integer(0, MAX_GROUPS).optional(),
  leaderWorkerTemplate: fields({
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
  }),
  leader: fields(roleFields),
  worker: fields(roleFields),
}).refine(
  value =>
    (value.replicas ?? 1) * (value.leaderWorkerTemplate.size ?? 1) <= INT32_MAX,
  {
    path: ['replicas'],
    error: `replicas × size must be at most ${INT32_MAX} pods: lower one of them`,
  },
);

const percentage = integer(0, INT32_MAX).optional();

const autoscaling = fields({
  enabled: z.boolean().optional(),
  minReplicas: integer(1, INT32_MAX).optional(),
  maxReplicas: integer(1, INT32_MAX),
  targetCPUUtilizationPercentage: percentage,
  targetMemoryUtilizationPercentage: percentage,
}).refine(value => (value.minReplicas ?? 1) <= value.maxReplicas, {
  path: ['minReplicas'],
  error: 'must be at most maxReplicas: raise maxReplicas or lower minReplicas',
});

/** Labels of a pod template that selectors and controllers rely on. */
const RESERVED_LABEL =
  /^(app\.kubernetes\.io\/(name|instance|managed-by)|leaderworkerset\.sigs\.k8s\.io\/.*)$/;

const podLabels = labelMap.superRefine((labels, context) => {
  for (const key of Object.keys(labels)) {
    if (RESERVED_LABEL.test(key)) {
      context.addIssue({
        code: 'custom',
        path: [key],
        message:
          'is set by the renderer, and selectors rely on it: use another label (nameOverride sets app.kubernetes.io/name)',
      });
    }
  }
});

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
 * Values of the AIKit Helm chart, after they were laid over the defaults.
 *
 * Sources: `charts/aikit` of kaito-project/aikit, main, and of sozercan/aikit,
 * branch `lws2` (keys); the validation of Kubernetes and LeaderWorkerSet
 * (bounds).
 *
 * @public
 */
export const valuesSchema = fields({
  image: fields({
    repository,
    tag,
    pullPolicy: z.enum(PULL_POLICIES).optional(),
  }),
  replicaCount: integer(0, INT32_MAX).optional(),
  leaderWorkerSet: leaderWorkerSet.optional(),
  imagePullSecrets: z.array(fields({ name: z.string() })).optional(),
  nameOverride: z
    .string()
    .regex(LABEL_VALUE, { error: LABEL_VALUE_RULE })
    .optional(),
  fullnameOverride: z.string().optional(),
  podAnnotations: annotationMap.optional(),
  podLabels: podLabels.optional(),
  podSecurityContext: podSecurityContext.optional(),
  securityContext: containerSecurityContext.optional(),
  service: fields({
    type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']).optional(),
    port,
  }),
  resources: resources.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  autoscaling: autoscaling.optional(),
  nodeSelector: labelMap.optional(),
  tolerations: z.array(toleration).optional(),
  affinity: affinity.optional(),
  enableRuntimeDefaultSeccompProfile: z.boolean().optional(),
  rbac: fields({ create: z.boolean().optional() }).optional(),
  postInstall: postInstall.optional(),
  global: z.looseObject({}).optional(),
});

/**
 * Checked values of the AIKit chart.
 *
 * @public
 */
export type AikitValues = z.output<typeof valuesSchema>;

/** Values of one role of a LeaderWorkerSet. */
export type RoleValues = z.output<typeof leaderWorkerSet>['leader'];
