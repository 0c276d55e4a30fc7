import {
  aContainer,
  aGroupPod,
  aWaitingContainer,
  notReady,
} from '../../testUtils/pods';
import {
  aDeployment,
  aLeaderWorkerSet,
  aNode,
  anEvent,
  aStatefulSet,
} from '../../testUtils/objects';
import { ago } from '../../testUtils/meta';
import { findingsIn, judgementOf } from '../../testUtils/findings';
import { blocksProgress } from './diagnose';

describe('controller-silent', () => {
  it('is found when nothing was made of a workload for half a minute', () => {
    expect(
      findingsIn({
        workload: aLeaderWorkerSet({ createdAt: ago(45) }),
        podSets: [],
      }),
    ).toMatchObject([
      {
        code: 'controller-silent',
        severity: 'error',
        message:
          'The LeaderWorkerSet controller does not act: for over 30 s chat has been without a StatefulSet.',
      },
    ]);
    expect(
      findingsIn({
        workload: aLeaderWorkerSet({ createdAt: ago(20) }),
        podSets: [],
      }),
    ).toEqual([]);
  });

  it('blames the controller that has its turn', () => {
    const message = (overrides: Parameters<typeof findingsIn>[0]) =>
      findingsIn(overrides)[0].message;
    expect(message({ workload: aDeployment(), podSets: [] })).toContain(
      'The Deployment controller',
    );
    expect(message({ pods: [] })).toContain('The StatefulSet controller');
    expect(
      message({ pods: [aGroupPod(0, 0)], podSets: [aStatefulSet()] }),
    ).toContain('leader chat-0 has been without a StatefulSet for its workers');
  });

  it('is not found while pods are made anew, or for the first time after scaling', () => {
    const created = anEvent(aStatefulSet(), 'SuccessfulCreate', 'create Pod');
    const podSets = [aStatefulSet()];
    expect(findingsIn({ podSets, events: [created] })).toEqual([]);
    expect(
      findingsIn({ podSets: [aStatefulSet(undefined, { generation: 2 })] }),
    ).toEqual([]);
  });

  it('counts the leaders that are without workers', () => {
    expect(
      findingsIn({
        workload: aLeaderWorkerSet({ replicas: 2 }),
        pods: [aGroupPod(0, 0), aGroupPod(1, 0)],
        podSets: [aStatefulSet(undefined, { replicas: 2 })],
      }),
    ).toMatchObject([
      {
        subject: 'groups 0 and 1',
        message: expect.stringContaining('2 leaders have been without'),
      },
    ]);
  });

  it('does not blame it for workers that wait for their leader', () => {
    expect(
      findingsIn({
        workload: aLeaderWorkerSet({ startupPolicy: 'LeaderReady' }),
        pods: [aGroupPod(0, 0, notReady())],
        podSets: [aStatefulSet()],
      }),
    ).toEqual([]);
  });

  it('is not found in a workload that is scaled to zero', () => {
    expect(
      findingsIn({ workload: aLeaderWorkerSet({ replicas: 0 }), podSets: [] }),
    ).toEqual([]);
  });
});

describe('group-recreated', () => {
  const workload = aLeaderWorkerSet();
  const recreation = (reason: string, seconds: number, count = 1) =>
    anEvent(
      workload,
      reason,
      'Worker pod chat-0-1 failed, deleted leader pod chat-0 to recreate group 0',
      { type: 'Normal', lastSeen: ago(seconds), count },
    );
  const pods = [aGroupPod(0, 0), aGroupPod(0, 1, notReady())];

  it('is found from the third time on, by events of any release', () => {
    expect(
      findingsIn({
        pods,
        events: [
          recreation('RecreateGroup', 60, 2),
          recreation('RecreateGroupOnPodRestart', 120),
        ],
      }),
    ).toMatchObject([
      {
        code: 'group-recreated',
        subject: 'group 0',
        message:
          'Group 0 was recreated 3 times within an hour, last because a container of chat-0-1 ended.',
      },
    ]);
  });

  it('is not found for what was longer ago', () => {
    const events = [
      recreation('RecreateGroup', 60, 2),
      recreation('RecreateGroup', 3700, 5),
    ];
    expect(findingsIn({ pods, events })).toEqual([]);
    expect(
      judgementOf({
        pods: [aGroupPod(0, 0), aGroupPod(0, 1)],
        events: [recreation('RecreateGroup', 60, 3)],
      }).recheckAt?.toISOString(),
    ).toBe(ago(60 - 3600));
  });
});

describe('rules on nodes', () => {
  it('tell which node is lost, and what was there', () => {
    expect(
      findingsIn({
        pods: [aGroupPod(0, 0), aGroupPod(0, 1, { nodeName: 'gpu-2' })],
        nodes: [aNode(), aNode({ name: 'gpu-2', ready: false })],
      }),
    ).toMatchObject([
      {
        code: 'node-lost',
        subject: 'chat-0-1',
        message: expect.stringContaining('Node gpu-2 is not ready'),
      },
    ]);
  });

  it('tell why a pod was evicted or refused', () => {
    const failed = (reason: string, message: string) =>
      findingsIn({
        pods: [
          aGroupPod(0, 0),
          aGroupPod(0, 1, {
            phase: 'Failed',
            reason,
            message,
            containers: [
              aContainer({
                state: 'terminated',
                reason: 'Error',
                exitCode: 137,
                ready: false,
              }),
            ],
          }),
        ],
      });
    expect(
      failed('Evicted', 'The node was low on resource: memory. '),
    ).toMatchObject([
      { code: 'evicted', message: expect.stringContaining('memory.') },
    ]);
    expect(
      failed(
        'UnexpectedAdmissionError',
        'Allocate failed due to requested number of devices unavailable for nvidia.com/gpu. Requested: 2, Available: 1, which is unexpected',
      ),
    ).toMatchObject([
      {
        code: 'refused-by-node',
        message: expect.stringContaining('Node gpu-1 has refused 1 worker'),
      },
    ]);
  });
});

describe('rules on slow pods', () => {
  const running = (seconds: number) =>
    aGroupPod(
      0,
      1,
      notReady({
        conditions: [],
        containers: [aContainer({ ready: false, since: ago(seconds) })],
      }),
    );

  it('tell of a pod that does not become ready, with its probe', () => {
    const worker = running(700);
    expect(
      findingsIn({
        pods: [aGroupPod(0, 0), worker],
        events: [
          anEvent(
            worker,
            'Unhealthy',
            'Readiness probe failed: HTTP probe failed with statuscode: 503',
          ),
        ],
      }),
    ).toMatchObject([
      {
        code: 'not-ready-for-long',
        message:
          '1 worker running for over 10 min without becoming ready: Readiness probe failed: HTTP probe failed with statuscode: 503.',
      },
    ]);
  });

  it('give a pod ten minutes', () => {
    const { status, recheckAt } = judgementOf({
      pods: [aGroupPod(0, 0), running(590)],
    });
    expect(status.findings).toEqual([]);
    expect(recheckAt?.toISOString()).toBe(ago(-10));
  });

  it('tell what holds up a start, until it goes on', () => {
    const worker = aGroupPod(
      0,
      1,
      notReady({
        phase: 'Pending',
        containers: [aWaitingContainer('ContainerCreating')],
      }),
    );
    const pods = [aGroupPod(0, 0), worker];
    const failure = anEvent(
      worker,
      'FailedAttachVolume',
      'Multi-Attach error for volume "models"',
    );
    expect(findingsIn({ pods, events: [failure] })).toMatchObject([
      { code: 'start-held-up' },
    ]);
    const pulling = anEvent(worker, 'Pulling', 'Pulling image', {
      lastSeen: ago(5),
    });
    expect(findingsIn({ pods, events: [failure, pulling] })).toEqual([]);
  });
});

describe('findings', () => {
  it('have the most severe first', () => {
    const crashing = notReady({
      containers: [aWaitingContainer('CrashLoopBackOff')],
    });
    const exited = notReady({
      containers: [
        aContainer({ state: 'terminated', exitCode: 1, ready: false }),
      ],
    });
    expect(
      findingsIn({
        pods: [aGroupPod(0, 0, exited), aGroupPod(0, 1, crashing)],
      }).map(({ severity }) => severity),
    ).toEqual(['error', 'warning']);
  });

  it('are none of a workload that is being removed', () => {
    expect(
      findingsIn({
        workload: aLeaderWorkerSet({ deletedAt: ago(1) }),
        pods: [],
        podSets: [],
      }),
    ).toEqual([]);
  });

  it('that nobody knows do not block', () => {
    expect(blocksProgress('no-such-finding')).toBe(false);
  });
});
