import { broken } from './__testUtils__/broken';

const lws = (values: object) => ({
  leaderWorkerSet: { enabled: true, ...values },
});

const rollout = (update: object, replicas = 3) =>
  lws({
    replicas,
    rolloutStrategy: { rollingUpdateConfiguration: update },
  });

const subGroups = (
  size: number,
  subGroupSize: number,
  subGroupPolicyType = 'LeaderWorker',
) =>
  lws({
    leaderWorkerTemplate: {
      size,
      subGroupPolicy: { subGroupPolicyType, subGroupSize },
    },
  });

const UPDATE = 'leaderWorkerSet.rolloutStrategy.rollingUpdateConfiguration';
const SUB_GROUP_SIZE =
  'leaderWorkerSet.leaderWorkerTemplate.subGroupPolicy.subGroupSize';

describe('the rollout of a LeaderWorkerSet', () => {
  it.each([
    ['25% of 3, rounded down', rollout({ maxUnavailable: '25%' })],
    ['none', rollout({ maxUnavailable: 0 })],
    [
      'none, with a surge of 0%',
      rollout({ maxUnavailable: 0, maxSurge: '0%' }),
    ],
    [
      '50% of the one group that an autoscaler begins with',
      {
        ...rollout({ maxUnavailable: '50%' }, 1),
        autoscaling: { enabled: true, minReplicas: 4 },
      },
    ],
  ])('must be able to replace a group: %s', (_what, values) => {
    expect(broken(values)).toEqual([
      [`${UPDATE}.maxUnavailable`, 'rollout-moves', 1],
    ]);
  });

  it.each([
    ['a surge, rounded up', rollout({ maxUnavailable: 0, maxSurge: '1%' })],
    ['more than there are', rollout({ maxUnavailable: 9 })],
    ['25% of 4', rollout({ maxUnavailable: '25%' }, 4)],
    ['no groups', rollout({ maxUnavailable: 0 }, 0)],
    ['digits', rollout({ maxUnavailable: '1' })],
    ['the surge alone', rollout({ maxSurge: 0 })],
  ])('may have %s', (_what, values) => {
    expect(broken(values)).toEqual([]);
  });

  it.each([
    ['maxUnavailable', '101%', 'int-or-percent', '100%'],
    ['maxSurge', 'some', 'int-or-percent', 1],
    ['maxSurge', -1, 'int-or-percent', 1],
    ['maxSurge', 0.5, 'int-or-percent', 1],
    ['partition', -1, 'range', 0],
  ])('has no %s of %p', (key, value, rule, suggestion) => {
    expect(broken(rollout({ [key]: value }))).toEqual([
      [`${UPDATE}.${key}`, rule, suggestion],
    ]);
  });

  it('has one type only', () => {
    expect(broken(lws({ rolloutStrategy: { type: 'Recreate' } }))).toEqual([
      ['leaderWorkerSet.rolloutStrategy.type', 'one-of', 'RollingUpdate'],
    ]);
  });
});

describe('subgroups', () => {
  it.each([
    [4, 2, 'LeaderWorker'],
    [5, 2, 'LeaderWorker'],
    [5, 5, 'LeaderWorker'],
    [5, 4, 'LeaderExcluded'],
    [5, 1, 'LeaderExcluded'],
  ])('of a group of %d may have %d pods with %s', (size, pods, type) => {
    expect(broken(subGroups(size, pods, type))).toEqual([]);
  });

  it.each([
    [5, 3, 'LeaderWorker', 2],
    [5, 6, 'LeaderWorker', 5],
    [4, 2, 'LeaderExcluded', 1],
    [5, 5, 'LeaderExcluded', 4],
  ])(
    'of a group of %d cannot have %d pods with %s, but %d',
    (size, pods, type, suggestion) => {
      expect(broken(subGroups(size, pods, type))).toEqual([
        [SUB_GROUP_SIZE, 'subgroup-size', suggestion],
      ]);
    },
  );

  it('have a size of 1 or more: without one the webhook panics', () => {
    expect(broken(subGroups(4, 0))).toEqual([[SUB_GROUP_SIZE, 'range', 1]]);
    expect(
      broken(lws({ leaderWorkerTemplate: { subGroupPolicy: {} } })),
    ).toEqual([[SUB_GROUP_SIZE, 'required', 1]]);
  });

  it('are there where they are to have a topology of their own', () => {
    expect(broken(lws({ subGroupExclusiveTopology: 'rack' }))).toEqual([
      ['leaderWorkerSet.subGroupExclusiveTopology', 'subgroup-topology', null],
    ]);
  });
});

describe('a LeaderWorkerSet', () => {
  it.each([
    [
      'a shared subdomain, whose Service would be the workload’s',
      { networkConfig: { subdomainPolicy: 'Shared' } },
      'leaderWorkerSet.networkConfig.subdomainPolicy',
      'subdomain-policy',
      'UniquePerReplica',
    ],
    [
      'a network without a policy',
      { networkConfig: {} },
      'leaderWorkerSet.networkConfig.subdomainPolicy',
      'required',
    ],
    [
      'more pods than a number holds',
      { replicas: 3, leaderWorkerTemplate: { size: 2147483647 } },
      'leaderWorkerSet.replicas',
      'pod-count',
      1,
    ],
    [
      'an annotation that has a value of its own',
      {
        annotations: { 'leaderworkerset.sigs.k8s.io/exclusive-topology': 'a' },
      },
      'leaderWorkerSet.annotations["leaderworkerset.sigs.k8s.io/exclusive-topology"]',
      'topology-annotation',
      null,
    ],
    [
      'a topology that is no label',
      { exclusiveTopology: 'a b' },
      'leaderWorkerSet.exclusiveTopology',
      'qualified-name',
      null,
    ],
    [
      'an unknown start',
      { startupPolicy: 'LeaderRead' },
      'leaderWorkerSet.startupPolicy',
      'one-of',
      'LeaderReady',
    ],
    [
      'an unknown fate of its claims',
      {
        leaderWorkerTemplate: {
          persistentVolumeClaimRetentionPolicy: { whenScaled: 'Keep' },
        },
      },
      'leaderWorkerSet.leaderWorkerTemplate.persistentVolumeClaimRetentionPolicy.whenScaled',
      'one-of',
      'Retain',
    ],
    [
      'a service account that cannot exist',
      { leader: { serviceAccountName: 'Leads' } },
      'leaderWorkerSet.leader.serviceAccountName',
      'dns-subdomain',
      'leads',
    ],
  ])('cannot have %s', (_what, values, ...issue) => {
    expect(broken(lws(values))).toEqual([issue]);
  });
});
