import type { ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import fc from 'fast-check';
import { accessories } from './accessories';
import { leaderWorkerSet, rollingUpdate } from './leaderWorkerSet';
import { podKeys } from './pod';
import { objectName, some } from './scalars';
import { securityContexts } from './securityContexts';

const strategy = fc.oneof(
  fc.constant({ type: 'Recreate' }),
  fc.record({
    type: fc.constant('RollingUpdate'),
    rollingUpdate: rollingUpdate,
  }),
);

const percentage = fc.integer({ min: 1, max: 100 });

const autoscaling = fc.record(
  {
    enabled: fc.boolean(),
    minReplicas: fc.integer({ min: 1, max: 5 }),
    maxReplicas: fc.integer({ min: 5, max: 200 }),
    targetCPUUtilizationPercentage: fc.oneof(percentage, fc.constant(null)),
    targetMemoryUtilizationPercentage: percentage,
  },
  { requiredKeys: ['enabled', 'maxReplicas'] },
);

const workload = some({
  image: some({
    repository: fc.constantFrom('ghcr.io/kaito-project/aikit/phi4', 'a:5000/b'),
    tag: fc.constantFrom('14b', 'v1.2', `8b@sha256:${'a'.repeat(64)}`, 70),
    pullPolicy: fc.constantFrom('Always', 'IfNotPresent', 'Never'),
  }),
  replicaCount: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant('3')),
  strategy,
  imagePullSecrets: fc.uniqueArray(
    objectName.map(name => ({ name })),
    { maxLength: 2, selector: ({ name }) => name },
  ),
  nameOverride: fc.constantFrom('', 'llm'),
  fullnameOverride: fc.constantFrom('', 'other'),
  podSecurityContext: fc.option(securityContexts.pod),
  securityContext: fc.option(securityContexts.container),
  enableRuntimeDefaultSeccompProfile: fc.boolean(),
  autoscaling,
});

/** Top-level keys of which a null removes the chart's default. */
const removed = some({
  livenessProbe: fc.constant(null),
  resources: fc.constant(null),
  affinity: fc.constant(null),
});

/** Values that are right, with any of the keys, in both modes. */
export const values: fc.Arbitrary<ValuesMap> = fc
  .tuple(
    workload,
    fc.oneof(podKeys(['http'], { min: 8000, max: 8999 }), removed),
    accessories,
    fc.option(leaderWorkerSet, { nil: undefined }),
  )
  .map(([base, pod, rest, lws]) => ({
    ...base,
    ...pod,
    ...rest,
    ...(lws && { leaderWorkerSet: lws }),
  }));
