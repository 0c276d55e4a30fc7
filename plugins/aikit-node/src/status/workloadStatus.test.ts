import {
  aCondition,
  aGroupPod,
  aPod,
  aWaitingContainer,
  notReady,
} from '../testUtils/pods';
import {
  aDeployment,
  aLeaderWorkerSet,
  aNode,
  anObservation,
  ObservationParts,
  aReplicaSet,
} from '../testUtils/objects';
import { ago } from '../testUtils/meta';
import { judge, readyGroup, unplaced } from './__testUtils__/judge';
import { WorkloadStatusOptions } from './workloadStatus';

function statusOf(
  overrides: ObservationParts,
  clusterState: WorkloadStatusOptions['clusterState'] = 'live',
) {
  return judge(anObservation(overrides), { clusterState }).status;
}

describe('workloadStatus', () => {
  it('describes the workload', () => {
    const workload = aLeaderWorkerSet({
      image: 'ghcr.io/example/model:1',
      generation: 3,
      observedGeneration: 3,
      annotations: {
        'aikit-backstage/entity-ref': 'component:default/chat',
        'aikit-backstage/owner': 'group:default/team-search',
      },
    });
    const { groups, health, findings, ...rest } = statusOf({
      workload,
      pods: readyGroup(0),
    });
    expect(rest).toEqual({
      cluster: 'us-east',
      namespace: 'team-search',
      name: 'chat',
      kind: 'LeaderWorkerSet',
      mode: 'distributed',
      createdAt: workload.createdAt,
      generation: 3,
      image: 'ghcr.io/example/model:1',
      catalog: {
        entityRef: 'component:default/chat',
        owner: 'group:default/team-search',
      },
      pods: { desired: 2, ready: 2 },
      accelerators: [],
    });
    expect(groups).toMatchObject({ desired: 1, ready: 1 });
    expect(health).toEqual({
      state: 'healthy',
      reason: 'AllGroupsReady',
      message: '1 of 1 group ready',
    });
    expect(findings).toEqual([]);
  });

  it('is not ready with a pending worker, though the LeaderWorkerSet says so', () => {
    const workload = aLeaderWorkerSet({
      reported: { replicas: 1, ready: 1, updated: 1 },
      conditions: [
        aCondition('Available', 'True', { reason: 'AllGroupsReady' }),
      ],
    });
    const status = statusOf({
      workload,
      pods: [aGroupPod(0, 0), aGroupPod(0, 1, unplaced)],
    });
    expect(status.groups.ready).toBe(0);
    expect(status.pods).toEqual({ desired: 2, ready: 1 });
    expect(status.health).toMatchObject({
      state: 'failed',
      reason: 'InsufficientAccelerators',
    });
  });

  it('progresses while pods come up and nothing is wrong', () => {
    expect(
      statusOf({ pods: [aGroupPod(0, 0), aGroupPod(0, 1, notReady())] }).health,
    ).toEqual({
      state: 'progressing',
      reason: 'GroupsNotReady',
      message: '0 of 1 group ready',
    });
  });

  it('is degraded when some groups are ready and others held up', () => {
    expect(
      statusOf({
        workload: aLeaderWorkerSet({ replicas: 2 }),
        pods: [
          ...readyGroup(0),
          aGroupPod(1, 0),
          aGroupPod(
            1,
            1,
            notReady({ containers: [aWaitingContainer('ImagePullBackOff')] }),
          ),
        ],
      }).health,
    ).toEqual({
      state: 'degraded',
      reason: 'ImagePullFailed',
      message: '1 of 2 groups ready',
    });
  });

  it('progresses behind a scheduling gate', () => {
    const gated = {
      ...unplaced,
      conditions: [
        aCondition('PodScheduled', 'False', { reason: 'SchedulingGated' }),
      ],
    };
    expect(
      statusOf({ pods: [aGroupPod(0, 0), aGroupPod(0, 1, gated)] }).health
        .state,
    ).toBe('progressing');
  });

  it('does not count surge groups', () => {
    const status = statusOf({
      pods: [...readyGroup(1), aGroupPod(0, 0), aGroupPod(0, 1, notReady())],
    });
    expect(status.groups).toMatchObject({ desired: 1, ready: 0 });
    expect(status.pods).toEqual({ desired: 2, ready: 1 });
    expect(status.health.state).toBe('progressing');
  });

  it('progresses while only a surge group is held up', () => {
    expect(
      statusOf({
        pods: [
          aGroupPod(0, 0),
          aGroupPod(0, 1, notReady()),
          aGroupPod(1, 0),
          aGroupPod(1, 1, unplaced),
        ],
      }).health.state,
    ).toBe('progressing');
  });

  it('is idle when scaled to zero, with pods on their way out or without', () => {
    const workload = aLeaderWorkerSet({ replicas: 0 });
    expect(statusOf({ workload, pods: [] }).health.state).toBe('idle');
    expect(
      statusOf({ workload, pods: [aGroupPod(0, 0, { deletedAt: ago(1) })] })
        .health.state,
    ).toBe('idle');
  });

  it('says of one that waits for approval whom to ask', () => {
    const annotations = {
      'aikit-backstage/approval': 'waiting',
      'aikit-backstage/approval-contact': '#ml',
    };
    const workload = aLeaderWorkerSet({ replicas: 0, annotations });
    const waits =
      'Waits for approval by somebody with aikit.workload.approve (#ml)';
    expect(statusOf({ workload, pods: [] })).toMatchObject({
      health: { state: 'idle', reason: 'WaitingForApproval', message: waits },
      findings: [
        { code: 'waits-for-approval', severity: 'info', message: `${waits}.` },
      ],
    });
    const scaled = aLeaderWorkerSet({ replicas: 1, annotations });
    expect(statusOf({ workload: scaled }).health.reason).not.toBe(
      'WaitingForApproval',
    );
  });

  it.each([
    ['stale', 'healthy'],
    ['unavailable', 'unknown'],
    ['connecting', 'unknown'],
    ['unsupported', 'unknown'],
  ] as const)('in a cluster that is %s is %s', (clusterState, state) => {
    expect(statusOf({ pods: readyGroup(0) }, clusterState).health.state).toBe(
      state,
    );
  });

  it('progresses until the controller has seen the latest change', () => {
    expect(
      statusOf({
        workload: aLeaderWorkerSet({ generation: 2, observedGeneration: 1 }),
        pods: readyGroup(0),
      }).health,
    ).toMatchObject({ state: 'progressing', reason: 'UpdateInProgress' });
  });

  it('is healthy under LeaderWorkerSet before 0.9, which has no observed generation', () => {
    expect(
      statusOf({
        workload: aLeaderWorkerSet({
          generation: 2,
          observedGeneration: undefined,
        }),
        pods: readyGroup(0),
      }).health.state,
    ).toBe('healthy');
  });

  it.each(['UpdateInProgress', 'UpgradeInProgress'])(
    'progresses while the condition %s holds, though every group is ready',
    type => {
      expect(
        statusOf({
          workload: aLeaderWorkerSet({
            conditions: [aCondition(type, 'True')],
          }),
          pods: readyGroup(0),
        }).health.state,
      ).toBe('progressing');
    },
  );

  it('progresses while it is being removed', () => {
    expect(
      statusOf({
        workload: aLeaderWorkerSet({ deletedAt: ago(1) }),
        pods: readyGroup(0),
      }).health,
    ).toMatchObject({ state: 'progressing', reason: 'Terminating' });
  });

  it('has failed when its only node is lost', () => {
    const status = statusOf({
      pods: readyGroup(0),
      nodes: [aNode({ ready: false })],
    });
    expect(status.health).toMatchObject({
      state: 'failed',
      reason: 'NodeLost',
    });
  });
});

describe('workloadStatus of a Deployment', () => {
  const sets = [
    aReplicaSet('old', { createdAt: ago(900) }),
    aReplicaSet('new', { createdAt: ago(50) }),
  ];
  const server = (name: string, set: string, overrides = {}) =>
    aPod({
      name,
      owner: { kind: 'ReplicaSet', name: set, uid: `ReplicaSet-${set}` },
      ...overrides,
    });
  const outdated = [server('a', 'old'), server('b', 'old')];

  it('is in standard mode, one group for each server', () => {
    const status = statusOf({
      workload: aDeployment(),
      podSets: sets,
      pods: [server('a', 'new'), server('b', 'new')],
    });
    expect(status).toMatchObject({
      mode: 'standard',
      health: { state: 'healthy', message: '2 of 2 servers ready' },
      pods: { desired: 2, ready: 2 },
      groups: { items: [{ leader: { role: 'server' } }, {}] },
    });
  });

  it('progresses while the ready servers are of the template before', () => {
    expect(
      statusOf({ workload: aDeployment(), podSets: sets, pods: outdated })
        .health,
    ).toMatchObject({
      state: 'progressing',
      message: '2 of 2 servers ready; a rolling update is in progress',
    });
  });

  it('progresses when the Deployment knows of an update that is not seen yet', () => {
    expect(
      statusOf({
        workload: aDeployment({
          reported: { replicas: 2, ready: 2, updated: 0 },
        }),
        podSets: sets.slice(0, 1),
        pods: outdated,
      }).health.state,
    ).toBe('progressing');
  });

  it('is degraded, not failed, when an update fails beside servers that serve', () => {
    expect(
      statusOf({
        workload: aDeployment(),
        podSets: sets,
        pods: [
          ...outdated,
          server(
            'c',
            'new',
            notReady({ containers: [aWaitingContainer('InvalidImageName')] }),
          ),
        ],
      }).health,
    ).toMatchObject({ state: 'degraded', reason: 'InvalidImageName' });
  });
});

describe('recheckAt', () => {
  it('is when the controller has been silent for too long', () => {
    const observation = anObservation({
      workload: aLeaderWorkerSet({ createdAt: ago(10) }),
      podSets: [],
    });
    const { status, recheckAt } = judge(observation);
    expect(recheckAt?.toISOString()).toBe(ago(-20));
    expect(status.findings).toEqual([]);
    const later = judge(observation, { now: recheckAt });
    expect(later.status.findings).toMatchObject([
      { code: 'controller-silent' },
    ]);
    expect(later.recheckAt).toBeUndefined();
  });

  it('is none for a workload that is ready', () => {
    const { recheckAt } = judge(anObservation({ pods: readyGroup(0) }));
    expect(recheckAt).toBeUndefined();
  });
});
