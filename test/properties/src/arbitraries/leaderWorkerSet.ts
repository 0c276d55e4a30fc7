import fc from 'fast-check';
import { podKeys } from './pod';
import { annotations, dnsLabel, labelKey, objectName, some } from './scalars';
import { securityContexts } from './securityContexts';
import { claimSpec } from './volumes';

export const roleImage = some({
  repository: fc.constantFrom('', 'vllm/vllm-openai'),
  tag: fc.constantFrom('', 'v1', 'latest'),
  pullPolicy: fc.constantFrom('', 'Always', 'Never'),
});

function role(
  names: readonly ('http' | 'worker')[],
  port: { min: number; max: number },
) {
  return fc
    .tuple(
      podKeys(names, port),
      some({
        image: roleImage,
        securityContext: securityContexts.role,
        serviceAccountName: objectName,
      }),
    )
    .map(([pod, more]) => ({ ...pod, ...more }));
}

/** Divisors of a group's size, or of the workers alone. */
function subGroupPolicy(size: number) {
  const sizes = Array.from({ length: size }, (_, index) => index + 1);
  const ofWorkers = sizes.filter(one => (size - 1) % one === 0);
  const ofAll = sizes.filter(one => size % one === 0);
  return fc.oneof(
    fc.record({
      subGroupPolicyType: fc.constant('LeaderExcluded'),
      subGroupSize: fc.constantFrom(...ofWorkers),
    }),
    fc.record(
      {
        subGroupPolicyType: fc.constant('LeaderWorker'),
        subGroupSize: fc.constantFrom(...ofWorkers, ...ofAll),
      },
      { requiredKeys: ['subGroupSize'] },
    ),
  );
}

const volumeClaimTemplates = fc
  .uniqueArray(dnsLabel, { minLength: 1, maxLength: 2 })
  .chain(names =>
    fc.tuple(
      ...names.map(name =>
        fc.record({
          metadata: fc.constant({ name: `claim-${name}` }),
          spec: claimSpec,
        }),
      ),
    ),
  );

const RESTART_POLICIES = [
  'RecreateGroupOnPodRestart',
  'RecreateGroupAfterStart',
  'None',
  'Default',
  '',
];

const retention = fc.constantFrom('Retain', 'Delete');

function template(size: number) {
  return fc
    .tuple(
      some({
        restartPolicy: fc.constantFrom(...RESTART_POLICIES),
        subGroupPolicy: subGroupPolicy(size),
        volumeClaimTemplates,
        persistentVolumeClaimRetentionPolicy: some({
          whenDeleted: retention,
          whenScaled: retention,
        }),
      }),
    )
    .map(([keys]) => ({ size, ...keys }));
}

/** Rollouts that can move: one group may be missing, or be added. */
export const rollingUpdate = fc.oneof(
  fc.record({
    maxUnavailable: fc.integer({ min: 1, max: 5 }),
    maxSurge: fc.constantFrom(0, 3, '0%', '100%'),
  }),
  fc.record({
    maxUnavailable: fc.constantFrom(0, '0%', '25%', '100%'),
    maxSurge: fc.integer({ min: 1, max: 5 }),
  }),
);

const rolloutStrategy = fc.record(
  {
    type: fc.constant('RollingUpdate'),
    rollingUpdateConfiguration: fc
      .tuple(rollingUpdate, some({ partition: fc.integer({ min: 0, max: 9 }) }))
      .map(([moves, more]) => ({ ...moves, ...more })),
  },
  { requiredKeys: ['rollingUpdateConfiguration'] },
);

/** Values of `leaderWorkerSet` in distributed mode. */
export const leaderWorkerSet = fc
  .integer({ min: 1, max: 12 })
  .chain(size =>
    fc.tuple(
      template(size),
      role(['http'], { min: 8000, max: 8999 }),
      role(['worker'], { min: 7000, max: 7999 }).map(worker => ({
        ...worker,
        // The port that its probes may name.
        port: worker.port ?? 7000,
      })),
      some({
        replicas: fc.integer({ min: 0, max: 2000 }),
        annotations,
        exclusiveTopology: labelKey,
        startupPolicy: fc.constantFrom('LeaderCreated', 'LeaderReady'),
        networkConfig: fc.constant({ subdomainPolicy: 'UniquePerReplica' }),
        rolloutStrategy,
      }),
      labelKey,
    ),
  )
  .map(([leaderWorkerTemplate, leader, worker, more, topology]) => ({
    enabled: true,
    leaderWorkerTemplate,
    leader,
    worker,
    ...more,
    ...(leaderWorkerTemplate.subGroupPolicy && {
      subGroupExclusiveTopology: topology,
    }),
  }));
