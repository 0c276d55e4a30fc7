import { z } from 'zod';
import { fields } from '../fields';
import { objectName } from '../names';
import { must } from '../rules/rule';
import { labelMap, labelValue, qualifiedName, wholeNumber } from '../scalars';

/** A toleration of a pod. */
export const toleration = fields({
  key: qualifiedName.optional(),
  operator: z.enum(['Exists', 'Equal', 'Lt', 'Gt']).optional(),
  value: labelValue.optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
  tolerationSeconds: z.int().optional(),
})
  .superRefine(
    must(({ key, operator }) => key !== undefined || operator === 'Exists', {
      rule: 'toleration-key',
      message: 'must have a key, or operator Exists to tolerate every taint',
    }),
  )
  .superRefine(
    must(({ operator, value }) => operator !== 'Exists' || !value, {
      rule: 'toleration-value',
      path: ['value'],
      message: 'must be left out with operator Exists: remove it or use Equal',
      suggestion: null,
    }),
  )
  .superRefine(
    must(
      ({ tolerationSeconds: seconds, effect }) =>
        seconds === undefined || effect === 'NoExecute',
      {
        rule: 'toleration-seconds',
        path: ['tolerationSeconds'],
        message: 'must be left out unless effect is NoExecute',
        suggestion: null,
      },
    ),
  );

type Requirement = { operator: string; values?: string[] };

function valuesMatchOperator({ operator, values = [] }: Requirement): boolean {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0;
    case 'Gt':
    case 'Lt':
      return values.length === 1 && /^-?\d+$/.test(values[0]);
    default:
      return values.length === 0;
  }
}

function requirement<const Operators extends readonly string[]>(
  operators: Operators,
) {
  return fields({
    key: qualifiedName,
    operator: z.enum(operators),
    values: z.array(z.string()).optional(),
  }).superRefine(
    must(value => valuesMatchOperator(value as Requirement), {
      rule: 'requirement-values',
      message:
        'must have values with In and NotIn, one whole number in quotes with Gt and Lt, and none with Exists and DoesNotExist',
    }),
  );
}

const nodeRequirement = requirement([
  'In',
  'NotIn',
  'Exists',
  'DoesNotExist',
  'Gt',
  'Lt',
]);

/** Source: `ValidateNodeFieldSelectorRequirement` in Kubernetes. */
const nodeField = fields({
  key: z.string().superRefine(
    must(key => key === 'metadata.name', {
      rule: 'node-field',
      message:
        'must be metadata.name, the only field that nodes are selected by: select by labels under matchExpressions',
      suggestion: 'metadata.name',
    }),
  ),
  operator: z.enum(['In', 'NotIn']),
  values: z.array(objectName).superRefine(
    must(names => names.length === 1, {
      rule: 'node-field-values',
      message:
        'must be exactly one name of a node: give each node a term of its own',
    }),
  ),
});

const nodeSelectorTerm = fields({
  matchExpressions: z.array(nodeRequirement).optional(),
  matchFields: z.array(nodeField).optional(),
});

const weight = wholeNumber(1, 100);

/** Selects objects by their labels. */
export const labelSelector = fields({
  matchLabels: labelMap.optional(),
  matchExpressions: z
    .array(requirement(['In', 'NotIn', 'Exists', 'DoesNotExist']))
    .optional(),
});

const podAffinityTerm = fields({
  labelSelector: labelSelector.optional(),
  namespaceSelector: labelSelector.optional(),
  namespaces: z.array(z.string()).optional(),
  matchLabelKeys: z.array(z.string()).optional(),
  mismatchLabelKeys: z.array(z.string()).optional(),
  topologyKey: qualifiedName,
});

const podAffinity = fields({
  requiredDuringSchedulingIgnoredDuringExecution: z
    .array(podAffinityTerm)
    .optional(),
  preferredDuringSchedulingIgnoredDuringExecution: z
    .array(fields({ weight, podAffinityTerm }))
    .optional(),
});

/** Affinity of a pod. */
export const affinity = fields({
  nodeAffinity: fields({
    requiredDuringSchedulingIgnoredDuringExecution: fields({
      nodeSelectorTerms: z.array(nodeSelectorTerm).min(1),
    }).optional(),
    preferredDuringSchedulingIgnoredDuringExecution: z
      .array(fields({ weight, preference: nodeSelectorTerm }))
      .optional(),
  }).optional(),
  podAffinity: podAffinity.optional(),
  podAntiAffinity: podAffinity.optional(),
});
