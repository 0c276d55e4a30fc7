import {
  LimitCase,
  holding,
  judged,
  triedLimit,
  limitsOf,
  podOf,
  rendered,
} from './__testUtils__/judging';
import { needsApproval, policySize, totalIssues } from './size';

const GPU = { limits: { 'nvidia.com/gpu': 4, 'amd.com/gpu': 1 } };

const FOUR = { limits: { 'nvidia.com/gpu': 4 } };
const LWS = { enabled: true };

describe('limits of size', () => {
  it.each<LimitCase>([
    [
      'pods',
      { pods: 4 },
      { replicaCount: 5 },
      'replicaCount',
      { replicaCount: 4 },
    ],
    [
      'pods',
      { pods: 4 },
      { leaderWorkerSet: { ...LWS, replicas: 3 } },
      'leaderWorkerSet.replicas',
      { leaderWorkerSet: { ...LWS, replicas: 2 } },
    ],
    [
      'pods',
      { pods: 4 },
      { autoscaling: { enabled: true, maxReplicas: 5 } },
      'autoscaling.maxReplicas',
      { autoscaling: { enabled: true, maxReplicas: 4 } },
    ],
    [
      'accelerators',
      { accelerators: 16 },
      { replicaCount: 5, resources: FOUR },
      'replicaCount',
      { replicaCount: 4, resources: FOUR },
    ],
    [
      'accelerators',
      { accelerators: 16 },
      {
        leaderWorkerSet: {
          ...LWS,
          leaderWorkerTemplate: { size: 5 },
          worker: { resources: FOUR },
          leader: { resources: { limits: { 'nvidia.com/gpu': 1 } } },
        },
      },
      'leaderWorkerSet.replicas',
      {
        leaderWorkerSet: {
          ...LWS,
          leaderWorkerTemplate: { size: 4 },
          worker: { resources: FOUR },
          leader: { resources: { limits: { 'nvidia.com/gpu': 4 } } },
        },
      },
    ],
  ])('%s, %#', (...limit) => {
    expect(triedLimit(limit)).toEqual(holding(limit));
  });
});

describe('policySize', () => {
  it.each<[string, object, number, number]>([
    ['a Deployment', { replicaCount: 3, resources: GPU }, 3, 15],
    ['none', { replicaCount: 0, resources: GPU }, 0, 0],
    [
      'groups',
      {
        resources: GPU,
        leaderWorkerSet: {
          enabled: true,
          replicas: 2,
          leaderWorkerTemplate: { size: 3 },
        },
      },
      6,
      30,
    ],
    [
      'the most that an autoscaler makes',
      {
        resources: GPU,
        autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 7 },
      },
      7,
      35,
    ],
  ])('counts %s', (_, values, pods, accelerators) => {
    expect(policySize(rendered(values))).toEqual({ pods, accelerators });
  });

  it('counts one pod where a Deployment does not say how many', () => {
    expect(policySize([podOf({})])).toEqual({ pods: 1, accelerators: 0 });
  });
});

describe('what is said of a size', () => {
  const GROUPS = { replicaCount: 4, resources: GPU };

  it.each([
    [
      { pods: 3 },
      'makes 4 pods, and a workload of group:default/search may have at most 3: use fewer replicas or smaller groups. Ask #ml',
    ],
    [
      { accelerators: 8 },
      'asks for 20 accelerators, and a workload of group:default/search may have at most 8: use fewer replicas, smaller groups or fewer accelerators in each pod. Ask #ml',
    ],
    [
      { approval: { pods: 2, accelerators: 8 } },
      'makes 4 pods (at most 2) and asks for 20 accelerators (at most 8) without an approval: the workload waits without pods until somebody with the permission aikit.workload.approve has approved it. Ask #ml',
    ],
  ])('by %j', (policy, message) => {
    expect(judged({ contact: '#ml', ...policy }, GROUPS)).toMatchObject([
      { message },
    ]);
  });
});

describe('needsApproval', () => {
  const limits = limitsOf({ approval: { pods: 2, accelerators: 8 } });

  it.each([
    [{ pods: 2, accelerators: 8 }, false],
    [{ pods: 3, accelerators: 0 }, true],
    [{ pods: 1, accelerators: 9 }, true],
  ])('%j: %s', (size, waits) => {
    expect(needsApproval(limits, size)).toBe(waits);
  });

  it('is never by default', () => {
    expect(needsApproval(limitsOf(), { pods: 1000, accelerators: 9999 })).toBe(
      false,
    );
  });
});

describe('totalIssues', () => {
  const limits = limitsOf({ contact: '#ml', total: { pods: 10 } });
  const manifests = rendered({ replicaCount: 4 });

  it('lets pass what is within', () => {
    expect(
      totalIssues(limits, manifests, { pods: 6, accelerators: 99 }),
    ).toEqual([]);
  });

  it('says what there is, what would do, and what is not counted', () => {
    expect(
      totalIssues(limits, manifests, { pods: 7, accelerators: 0 }, ['west']),
    ).toEqual([
      {
        severity: 'error',
        rule: 'policy-total-pods',
        path: 'replicaCount',
        message:
          'makes 4 pods, and the other workloads of group:default/search have 7 (as far as is known: the portal has no current picture of west), of at most 10 in all: up to 3 would do, or fewer elsewhere. Ask #ml',
      },
    ]);
  });

  it('says where to make room when there is none', () => {
    expect(
      totalIssues(limits, manifests, { pods: 10, accelerators: 0 }),
    ).toMatchObject([
      {
        message: expect.stringContaining(
          'in all: there is room once there are fewer elsewhere. Ask #ml',
        ),
      },
    ]);
  });

  it('refuses nothing that makes no pods', () => {
    const none = rendered({ replicaCount: 0 });
    expect(totalIssues(limits, none, { pods: 99, accelerators: 0 })).toEqual(
      [],
    );
  });
});
