import { z } from 'zod';
import { fields } from './fields';
import { httpRoute } from './httpRoute';
import { ingress } from './ingress';
import { intOrPercent } from './intOrPercent';
import { objectName } from './names';
import { networkPolicy } from './networkPolicy';
import { must } from './rules/rule';
import { annotationMap, labelValue } from './scalars';

/**
 * The service account of the pods: one that exists, or one that is made for
 * the workload and then has its name, as all objects of a workload do.
 */
const serviceAccount = fields({
  create: z.boolean().optional(),
  name: z.union([z.literal(''), objectName]).optional(),
  annotations: annotationMap.optional(),
  automountServiceAccountToken: z.boolean().optional(),
}).superRefine(
  must(({ create, name }) => !(create && name), {
    rule: 'service-account-name',
    path: ['name'],
    message:
      'must be left out with create: the account that is made has the name of the workload; for one that exists set create to false',
    suggestion: null,
  }),
);

const names = z.array(z.string().min(1)).min(1);

/**
 * Rules of a Role. Source: the validation of `rbac.authorization.k8s.io` in
 * Kubernetes; rules on paths such as `/healthz` are for ClusterRoles only.
 */
const roleRule = fields({
  apiGroups: z.array(z.string()).min(1),
  resources: names,
  verbs: names,
  resourceNames: z.array(z.string()).optional(),
});

/**
 * What the pods may do with the API of Kubernetes. The chart's own values have
 * `create` without rules, for its post-install Job.
 */
const rbac = fields({
  create: z.boolean().optional(),
  rules: z.array(roleRule).min(1).optional(),
});

/**
 * How many pods may be evicted at a time, as when nodes are drained. It counts
 * pods, not groups: evicting one of a group has the whole group recreated.
 */
const podDisruptionBudget = fields({
  enabled: z.boolean().optional(),
  minAvailable: intOrPercent.optional(),
  maxUnavailable: intOrPercent.optional(),
}).superRefine(
  must(
    ({ minAvailable, maxUnavailable }) =>
      minAvailable === undefined || maxUnavailable === undefined,
    {
      rule: 'one-disruption-bound',
      path: ['maxUnavailable'],
      message: 'must be left out beside minAvailable: keep one of them',
      suggestion: null,
    },
  ),
);

/**
 * The LocalQueue of Kueue that admits the workload. Both are names of objects,
 * and values of labels. Source: "Labels and annotations" in Kueue's reference.
 */
const kueue = fields({
  queueName: objectName.and(labelValue),
  priorityClass: objectName.and(labelValue).optional(),
});

/**
 * Levels of the Pod Security Standards, from the one that allows everything to
 * the strictest.
 */
const POD_SECURITY_LEVELS = ['privileged', 'baseline', 'restricted'] as const;

/** @public */
export type PodSecurityLevel = (typeof POD_SECURITY_LEVELS)[number];

/**
 * Label of a namespace with the level that its pods are held to.
 *
 * @public
 */
export const ENFORCE_LABEL = 'pod-security.kubernetes.io/enforce';

/**
 * Narrows the value of {@link ENFORCE_LABEL}.
 *
 * @public
 */
export function isPodSecurityLevel(
  value: string | undefined,
): value is PodSecurityLevel {
  return POD_SECURITY_LEVELS.some(level => level === value);
}

/** The strictest first: it is what is proposed for a level that there is not. */
const level = z.enum([...POD_SECURITY_LEVELS].reverse()).optional();

/**
 * Labels of the namespace, which count for all pods in it. Source: "Pod
 * Security Admission" in the documentation of Kubernetes.
 */
const namespace = fields({
  podSecurity: fields({
    enforce: level,
    audit: level,
    warn: level,
  }).optional(),
});

/** Values of what belongs to a workload beside its pods and its Service. */
export const accessories = {
  serviceAccount: serviceAccount.optional(),
  rbac: rbac.optional(),
  ingress: ingress.optional(),
  httpRoute: httpRoute.optional(),
  networkPolicy: networkPolicy.optional(),
  podDisruptionBudget: podDisruptionBudget.optional(),
  kueue: kueue.optional(),
  namespace: namespace.optional(),
};
