import { inPod, open, refusal, Refusal } from './refusal';

const ZONE = 'topology.kubernetes.io/zone';

const spread = (what: string, given: object, path: string) =>
  inPod(
    what,
    {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: ZONE,
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { a: 'b' } },
          ...given,
        },
      ],
    },
    `topologySpreadConstraints[0]${path}`,
  );

const toleration = (what: string, given: object, path: string) =>
  inPod(what, { tolerations: [given] }, `tolerations[0].${path}`);

function nodeRequirement(by: 'matchExpressions' | 'matchFields') {
  return (what: string, requirement: object, path: string) =>
    inPod(
      what,
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ [by]: [requirement] }],
            },
          },
        },
      },
      `affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].${by}[0]${path}`,
    );
}

const nodeTerm = nodeRequirement('matchExpressions');
const nodeField = nodeRequirement('matchFields');

/** How pods are spread over nodes. */
export const SPREADING: Refusal[] = [
  spread('a skew of 0', { maxSkew: 0 }, '.maxSkew'),
  spread(
    'an unknown way out of a spread',
    { whenUnsatisfiable: 'Maybe' },
    '.whenUnsatisfiable',
  ),
  spread(
    'a least number of domains that may be missed',
    { minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' },
    '.minDomains',
  ),
  spread('no least number of domains', { minDomains: 0 }, '.minDomains'),
  spread('a spread over nothing', { topologyKey: '' }, '.topologyKey'),
  spread(
    'an unknown policy of nodes',
    { nodeTaintsPolicy: 'Maybe' },
    '.nodeTaintsPolicy',
  ),
];

/** Which nodes pods may be put on. */
export const PLACEMENT: Refusal[] = [
  toleration(
    'a toleration with an unknown operator',
    { key: 'nvidia.com/gpu', operator: 'Equals' },
    'operator',
  ),
  toleration(
    'a toleration of any value that has one',
    { key: 'nvidia.com/gpu', operator: 'Exists', value: 'x' },
    'value',
  ),
  toleration(
    'a toleration of an unknown effect',
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoStart' },
    'effect',
  ),
  toleration(
    'a toleration for some time of what evicts nobody',
    {
      key: 'nvidia.com/gpu',
      operator: 'Exists',
      effect: 'NoSchedule',
      tolerationSeconds: 60,
    },
    'tolerationSeconds',
  ),
  inPod(
    'a node selector with a wrong key',
    { nodeSelector: { 'gpu type': 'a100' } },
    'nodeSelector["gpu type"]',
  ),
  inPod(
    'a node selector with a wrong value',
    { nodeSelector: { gpu: 'A100 80GB' } },
    'nodeSelector.gpu',
  ),
  nodeTerm(
    'an affinity to none of no values',
    { key: 'gpu', operator: 'In' },
    '',
  ),
  nodeTerm(
    'an affinity with an unknown operator',
    { key: 'gpu', operator: 'Is', values: ['a100'] },
    '.operator',
  ),
  nodeField(
    'a node selected by a field that it is not selected by',
    { key: 'spec.providerID', operator: 'In', values: ['a'] },
    '.key',
  ),
  nodeField(
    'a node that has a name, whichever',
    { key: 'metadata.name', operator: 'Exists', values: ['a'] },
    '.operator',
  ),
  open(
    nodeField(
      'a node of two names',
      { key: 'metadata.name', operator: 'In', values: ['a', 'b'] },
      '.values',
    ),
  ),
  inPod(
    'a preference of weight 0',
    {
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 0,
              preference: {
                matchExpressions: [{ key: 'gpu', operator: 'Exists' }],
              },
            },
          ],
        },
      },
    },
    'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight',
  ),
  inPod(
    'an affinity to pods without a topology',
    {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { a: 'b' } }, topologyKey: '' },
          ],
        },
      },
    },
    'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey',
  ),
];

const CONTAINER_CONTEXT = { kind: 'Deployment', path: '' };

/** Other fields of a pod. */
export const PODS: Refusal[] = [
  inPod(
    'a priority class whose name is none',
    { priorityClassName: 'High_Priority' },
    'priorityClassName',
  ),
  inPod(
    'a runtime class whose name is none',
    { runtimeClassName: 'NVIDIA' },
    'runtimeClassName',
  ),
  refusal('a label whose value has a space', {
    ...CONTAINER_CONTEXT,
    values: { podLabels: { team: 'Team Search' } },
    change: {
      spec: { template: { metadata: { labels: { team: 'Team Search' } } } },
    },
    path: 'podLabels.team',
  }),
  refusal('an annotation whose key has a space', {
    ...CONTAINER_CONTEXT,
    values: { podAnnotations: { 'my key': 'x' } },
    change: {
      spec: { template: { metadata: { annotations: { 'my key': 'x' } } } },
    },
    path: 'podAnnotations["my key"]',
  }),
  refusal('a negative group of files', {
    ...CONTAINER_CONTEXT,
    values: { podSecurityContext: { fsGroup: -1 } },
    change: {
      spec: { template: { spec: { securityContext: { fsGroup: -1 } } } },
    },
    path: 'podSecurityContext.fsGroup',
  }),
  refusal('an unknown way to change the group of files', {
    ...CONTAINER_CONTEXT,
    values: { podSecurityContext: { fsGroupChangePolicy: 'Never' } },
    change: {
      spec: {
        template: {
          spec: { securityContext: { fsGroupChangePolicy: 'Never' } },
        },
      },
    },
    path: 'podSecurityContext.fsGroupChangePolicy',
  }),
];
