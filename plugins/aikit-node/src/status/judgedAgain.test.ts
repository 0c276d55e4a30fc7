import { aContainer, aGroupPod, aPod, notReady } from '../testUtils/pods';
import {
  aDeployment,
  aLeaderWorkerSet,
  aNode,
  anEvent,
  anObservation,
  ObservationParts,
} from '../testUtils/objects';
import { ago, NOW } from '../testUtils/meta';
import { judge, readyGroup, unplaced } from './__testUtils__/judge';

describe('a workload that is judged again', () => {
  const workload = aLeaderWorkerSet({ replicas: 3 });
  const still = [...readyGroup(0), ...readyGroup(1)];
  const groupsOf = ({ status }: ReturnType<typeof judge>) =>
    status.groups.items;

  it('keeps the groups that nothing has touched, the very same objects', () => {
    const nodes = [aNode()];
    const parts = { workload, nodes, pods: [...still, ...readyGroup(2)] };
    const before = judge(anObservation(parts));
    const pods = [...still, aGroupPod(2, 0), aGroupPod(2, 1, notReady())];
    const after = judge(anObservation({ ...parts, pods }), { before });
    expect(groupsOf(after)[0]).toBe(groupsOf(before)[0]);
    expect(groupsOf(after)[1]).toBe(groupsOf(before)[1]);
    expect(groupsOf(after)[2]).not.toBe(groupsOf(before)[2]);
    expect(after.status).toEqual(
      judge(anObservation({ ...parts, pods })).status,
    );
  });

  it('does not look at pods of groups that nothing has touched', () => {
    const first = anObservation({ workload, pods: still });
    const before = judge(first);
    const elsewhere = aGroupPod(2, 0, { nodeName: 'gpu-2' });
    const looked = jest.spyOn(first.nodes, 'get');
    const groups = new Map([...first.groups, ['2', [elsewhere]]]);
    judge({ ...first, groups }, { before });
    expect(new Set(looked.mock.calls.flat())).toEqual(new Set(['gpu-2']));
  });

  it('keeps the groups of a Deployment whose pods nothing has touched', () => {
    const pods = ['a', 'b', 'c'].map(name => aPod({ name }));
    const parts = { workload: aDeployment({ replicas: 3 }), pods };
    const before = judge(anObservation(parts));
    const changed = [pods[0], pods[1], aPod({ name: 'c', ...notReady() })];
    const after = judge(anObservation({ ...parts, pods: changed }), { before });
    expect(groupsOf(after)[0]).toBe(groupsOf(before)[0]);
    expect(groupsOf(after)[1]).toBe(groupsOf(before)[1]);
    expect(after.status).toEqual(
      judge(anObservation({ ...parts, pods: changed })).status,
    );
  });

  it('keeps groups whose pods have changed in nothing that is shown', () => {
    const before = judge(anObservation({ workload, pods: still }));
    const pods = still.map(pod => ({ ...pod, message: 'another' }));
    const after = judge(anObservation({ workload, pods }), { before });
    groupsOf(before).forEach((group, index) =>
      expect(groupsOf(after)[index]).toBe(group),
    );
  });

  it.each<[string, ObservationParts]>([
    ['has gone', { nodes: [] }],
    ['has gone, others having come', { nodes: [aNode({ name: 'gpu-2' })] }],
    ['is not ready any more', { nodes: [aNode({ ready: false })] }],
    ['is there again', { nodes: [aNode()] }],
  ])('judges pods anew whose node %s', (_, changed) => {
    const parts = { workload, pods: still };
    for (const nodes of [[], [aNode()], [aNode({ name: 'gpu-3' })]]) {
      const before = judge(anObservation({ ...parts, nodes }));
      const after = anObservation({ ...parts, ...changed });
      expect(judge(after, { before }).status).toEqual(judge(after).status);
    }
  });

  it('judges pods anew for which room may have been made, or taken', () => {
    const pods = [aGroupPod(0, 0, unplaced), aGroupPod(0, 1)];
    const full = anObservation({ pods, free: {} });
    const roomy = anObservation({ pods, free: { 'gpu-1': {} } });
    expect(judge(roomy, { before: judge(full) })).toEqual(judge(roomy));
    expect(judge(full, { before: judge(roomy) })).toEqual(judge(full));
  });

  it('judges pods anew by their events, and by the passing of time', () => {
    const pods = [
      aGroupPod(0, 0, notReady({ phase: 'Pending', containers: [] })),
      aGroupPod(0, 1, {
        ...notReady(),
        containers: [
          aContainer({
            ready: false,
            restarts: 2,
            since: ago(30),
            lastTermination: { reason: 'Error', exitCode: 1 },
          }),
        ],
      }),
    ];
    const before = judge(anObservation({ pods }));
    const events = [anEvent(pods[0], 'Pulling', 'Pulling image')];
    const after = anObservation({ pods, events });
    const now = new Date(NOW.getTime() + 60_000);
    expect(judge(after, { before, now })).toEqual(judge(after, { now }));
    expect(judge(after, { now }).status).not.toEqual(before.status);
  });

  it('says what another startup policy means for the same pods', () => {
    const pods = [aGroupPod(0, 0, notReady())];
    const parts = { pods, podSets: [] };
    const before = judge(anObservation(parts));
    const after = anObservation({
      ...parts,
      workload: aLeaderWorkerSet({ startupPolicy: 'LeaderReady' }),
    });
    expect(judge(after, { before })).toEqual(judge(after));
  });
});
