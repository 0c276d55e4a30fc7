import { z } from 'zod';
import { fields } from './fields';
import { objectName } from './names';
import { annotationMap } from './scalars';

/**
 * The service account of the pods: one that exists, or one that is made for
 * the workload and then has its name, as all objects of a workload do.
 */
export const serviceAccount = fields({
  create: z.boolean().optional(),
  name: z.union([z.literal(''), objectName]).optional(),
  annotations: annotationMap.optional(),
  automountServiceAccountToken: z.boolean().optional(),
}).refine(value => !value.create || !value.name, {
  path: ['name'],
  error:
    'must be left out with create: the account that is made has the name of the workload; for one that exists set create to false',
  params: { rule: 'service-account-name', suggestion: null },
});

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
export const rbac = fields({
  create: z.boolean().optional(),
  rules: z.array(roleRule).min(1).optional(),
});
