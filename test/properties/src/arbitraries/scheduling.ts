import fc from 'fast-check';
import { few, fewWithOwn, labelKey, labels, labelValue, some } from './scalars';

const effect = fc.constantFrom('NoSchedule', 'PreferNoSchedule', 'NoExecute');

export const tolerations = few(
  fc.oneof(
    fc.record({ operator: fc.constant('Exists'), effect }),
    fc.record(
      { key: labelKey, value: labelValue, operator: fc.constant('Equal') },
      { requiredKeys: ['key'] },
    ),
    fc.record({
      key: labelKey,
      operator: fc.constant('Exists'),
      effect: fc.constant('NoExecute'),
      tolerationSeconds: fc.integer({ min: 0, max: 600 }),
    }),
  ),
);

function requirement(operators: readonly string[]) {
  return fc
    .tuple(labelKey, fc.constantFrom(...operators), fc.integer())
    .map(([key, operator, number]) => {
      const none = ['Exists', 'DoesNotExist'].includes(operator);
      return { key, operator, ...(!none && { values: [String(number)] }) };
    });
}

const ofLabels = requirement(['In', 'NotIn', 'Exists', 'DoesNotExist']);
const ofNodes = requirement([
  'In',
  'NotIn',
  'Exists',
  'DoesNotExist',
  'Gt',
  'Lt',
]);
const weight = fc.integer({ min: 1, max: 100 });

export const labelSelector = some({
  matchLabels: labels,
  matchExpressions: few(ofLabels),
});

const topologyKey = fc.constantFrom(
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
);

const podAffinityTerm = fc.record(
  {
    topologyKey,
    labelSelector,
    namespaceSelector: labelSelector,
    namespaces: fc.constant(['a']),
    matchLabelKeys: fc.constant(['pod-template-hash']),
    mismatchLabelKeys: fc.constant(['example.com/tenant']),
  },
  { requiredKeys: ['topologyKey', 'labelSelector'] },
);

const podAffinity = some({
  requiredDuringSchedulingIgnoredDuringExecution: few(podAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: few(
    fc.record({ weight, podAffinityTerm }),
  ),
});

const nodeTerm = some({
  matchExpressions: few(ofNodes),
  matchFields: fc.constant([
    { key: 'metadata.name', operator: 'In', values: ['a'] },
  ]),
});

export const affinity = some({
  nodeAffinity: some({
    requiredDuringSchedulingIgnoredDuringExecution: fc.record({
      nodeSelectorTerms: few(nodeTerm),
    }),
    preferredDuringSchedulingIgnoredDuringExecution: few(
      fc.record({ weight, preference: nodeTerm }),
    ),
  }),
  podAffinity,
  podAntiAffinity: podAffinity,
});

const spread = {
  maxSkew: fc.integer({ min: 1, max: 5 }),
  topologyKey,
  labelSelector,
  nodeAffinityPolicy: fc.constantFrom('Honor', 'Ignore'),
  nodeTaintsPolicy: fc.constantFrom('Honor', 'Ignore'),
};

export const topologySpreadConstraints = fewWithOwn(
  fc.oneof(
    fc.record({
      ...spread,
      whenUnsatisfiable: fc.constant('ScheduleAnyway'),
      matchLabelKeys: fc.constant(['pod-template-hash']),
    }),
    fc.record({
      ...spread,
      whenUnsatisfiable: fc.constant('DoNotSchedule'),
      minDomains: fc.integer({ min: 1, max: 5 }),
    }),
  ),
  entry => `${entry.topologyKey} ${entry.whenUnsatisfiable}`,
);
