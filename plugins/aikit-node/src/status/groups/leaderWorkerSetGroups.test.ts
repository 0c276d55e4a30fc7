import {
  aGroupPod,
  aWaitingContainer,
  notReady,
  unschedulable,
} from '../../testUtils/pods';
import { ago, NOW } from '../../testUtils/meta';
import {
  aLeaderWorkerSet,
  anEvent,
  aNode,
  anObservation,
  ObservationParts,
} from '../../testUtils/objects';
import { ObservationContext } from './context';
import { MAX_MISSING_PODS } from './groupStatus';
import { leaderWorkerSetGroups } from './leaderWorkerSetGroups';

function groupsOf(observation: ObservationParts) {
  return leaderWorkerSetGroups(
    new ObservationContext(anObservation(observation), NOW),
  );
}

describe('groups of a LeaderWorkerSet', () => {
  it('are ready when the leader and all workers are', () => {
    expect(
      groupsOf({ pods: [aGroupPod(0, 0), aGroupPod(0, 1)] }),
    ).toMatchObject([
      {
        index: 0,
        state: 'ready',
        message: 'ready',
        leader: { name: 'chat-0', role: 'leader' },
        workers: [{ name: 'chat-0-1', role: 'worker' }],
      },
    ]);
  });

  it('are not ready with a pending worker', () => {
    const [group] = groupsOf({
      pods: [
        aGroupPod(0, 0),
        aGroupPod(0, 1, {
          ...unschedulable(
            '0/1 nodes are available: 1 Insufficient nvidia.com/gpu.',
          ),
          accelerators: { 'nvidia.com/gpu': 9 },
        }),
      ],
    });
    expect(group).toMatchObject({
      state: 'pending',
      message: 'waiting for GPUs',
    });
  });

  it('are not ready with a worker that is being deleted', () => {
    const [group] = groupsOf({
      pods: [aGroupPod(0, 0), aGroupPod(0, 1, { deletedAt: ago(1) })],
    });
    expect(group).toMatchObject({ state: 'progressing' });
  });

  it('are terminating with their leader', () => {
    const [group] = groupsOf({
      pods: [aGroupPod(0, 0, { deletedAt: ago(1) }), aGroupPod(0, 1)],
    });
    expect(group).toMatchObject({
      state: 'terminating',
      message: 'terminating',
    });
  });

  it('show pods that are missing under the names they will have', () => {
    const groups = groupsOf({
      workload: aLeaderWorkerSet({
        replicas: 2,
        size: 3,
        accelerators: { leader: {}, worker: { 'nvidia.com/gpu': 2 } },
      }),
      pods: [aGroupPod(0, 0)],
    });
    expect(
      groups.map(({ leader, workers }) =>
        [leader, ...workers].map(({ name, state }) => `${name} ${state}`),
      ),
    ).toEqual([
      ['chat-0 ready', 'chat-0-1 missing', 'chat-0-2 missing'],
      ['chat-1 missing', 'chat-1-1 missing', 'chat-1-2 missing'],
    ]);
    expect(groups[0]).toMatchObject({
      state: 'progressing',
      message: 'waiting for pods',
    });
    expect(groups[0].workers[0].accelerators).toEqual({ 'nvidia.com/gpu': 2 });
  });

  it('wait for the leader where the startup policy says so', () => {
    const [group] = groupsOf({
      workload: aLeaderWorkerSet({ startupPolicy: 'LeaderReady' }),
      pods: [aGroupPod(0, 0, notReady())],
    });
    expect(group).toMatchObject({
      state: 'progressing',
      message: 'waiting for the leader',
      workers: [{ state: 'missing', reason: 'waiting for the leader' }],
    });
  });

  it('say that an image is being pulled', () => {
    const leader = aGroupPod(
      0,
      0,
      notReady({
        phase: 'Pending',
        containers: [aWaitingContainer('ContainerCreating')],
      }),
    );
    const [group] = groupsOf({
      pods: [leader, aGroupPod(0, 1)],
      events: [anEvent(leader, 'Pulling', 'Pulling image "x"')],
    });
    expect(group.message).toBe('pulling image');
  });

  it('have failed with one of their pods, for its reason', () => {
    const [group] = groupsOf({
      pods: [
        aGroupPod(0, 0, notReady()),
        aGroupPod(
          0,
          1,
          notReady({ containers: [aWaitingContainer('CrashLoopBackOff')] }),
        ),
      ],
    });
    expect(group).toMatchObject({ state: 'failed', message: 'crash loop' });
  });

  it('are not known when a node is lost', () => {
    const [group] = groupsOf({
      pods: [aGroupPod(0, 0), aGroupPod(0, 1, { nodeName: 'gpu-2' })],
      nodes: [aNode(), aNode({ name: 'gpu-2', ready: false })],
    });
    expect(group).toMatchObject({
      state: 'unknown',
      message: 'node does not report',
    });
  });

  it('of size 1 are their leader', () => {
    expect(
      groupsOf({
        workload: aLeaderWorkerSet({ size: 1 }),
        pods: [aGroupPod(0, 0)],
      }),
    ).toMatchObject([{ state: 'ready', workers: [] }]);
  });

  it('above the desired number are surge', () => {
    const groups = groupsOf({
      pods: [
        aGroupPod(1, 0),
        aGroupPod(1, 1),
        aGroupPod(0, 0),
        aGroupPod(0, 1),
      ],
    });
    expect(groups.map(({ index, surge }) => [index, surge])).toEqual([
      [0, undefined],
      [1, true],
    ]);
  });

  it('keep the size of their revision until an update comes to them', () => {
    const annotations = { 'leaderworkerset.sigs.k8s.io/size': '2' };
    const groups = groupsOf({
      workload: aLeaderWorkerSet({ replicas: 2, size: 3 }),
      pods: [
        aGroupPod(0, 0, { annotations }),
        aGroupPod(0, 1, { annotations }),
      ],
    });
    expect(groups[0]).toMatchObject({ state: 'ready', workers: [{}] });
    expect(groups[1].workers).toHaveLength(2);
  });

  it('show workers beyond the size of the group', () => {
    const [group] = groupsOf({
      pods: [aGroupPod(0, 0), aGroupPod(0, 1), aGroupPod(0, 2)],
    });
    expect(group.workers.map(({ name }) => name)).toEqual([
      'chat-0-1',
      'chat-0-2',
    ]);
  });

  it('are found by name where pods have no labels', () => {
    const [group] = groupsOf({
      pods: [aGroupPod(0, 0, { labels: {} }), aGroupPod(0, 1, { labels: {} })],
    });
    expect(group.state).toBe('ready');
  });

  it('lists only so many missing pods of a million groups', () => {
    const groups = groupsOf({
      workload: aLeaderWorkerSet({ replicas: 1_000_000, size: 10 }),
      pods: [aGroupPod(999_999, 0)],
      podSets: [],
    });
    const missing = groups
      .flatMap(({ leader, workers }) => [leader, ...workers])
      .filter(({ state }) => state === 'missing');
    expect(missing.length).toBeLessThanOrEqual(MAX_MISSING_PODS);
    expect(groups.at(-1)).toMatchObject({
      index: 999_999,
      leader: { state: 'ready' },
    });
  });
});
