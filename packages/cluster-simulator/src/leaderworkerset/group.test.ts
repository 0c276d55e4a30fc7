import { NODES, PODS } from '../objects/resourceTypes';
import { TestCluster } from './__testUtils__/testCluster';
import { lwsKey } from './types';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.stop());

describe('a group', () => {
  it('is made anew when one of its containers restarts', async () => {
    cluster.create('a');
    await cluster.settle();
    const before = ['a-0', 'a-1'].map(name => cluster.pod(name).metadata.uid);

    cluster.run('a-1-1', 1);
    await cluster.settle();

    const after = ['a-0', 'a-1'].map(name => cluster.pod(name).metadata.uid);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(cluster.pod('a-1-1').status?.containerStatuses).toMatchObject([
      { restartCount: 0 },
    ]);
    expect(cluster.messages('a')).toContain(
      'Worker pod a-1-1 failed, deleted leader pod a-1 to recreate group 1',
    );
    expect(cluster.conditions('a')).toContain('Available=True');
  });

  it('is not made anew before it has started, when that is the policy', async () => {
    cluster.stuck.add('a-0-1');
    cluster.create('a', {
      leaderWorkerTemplate: {
        size: 3,
        restartPolicy: 'RecreateGroupAfterStart',
      },
    });
    await cluster.settle();
    const { uid } = cluster.pod('a-0').metadata;

    cluster.run('a-0-2', 1);
    await cluster.settle();
    expect(cluster.pod('a-0').metadata.uid).toBe(uid);

    cluster.run('a-0-1');
    cluster.run('a-0-2', 2);
    await cluster.settle();
    expect(cluster.pod('a-0').metadata.uid).not.toBe(uid);
  });

  it('is left alone when that is the policy', async () => {
    cluster.create('a', { leaderWorkerTemplate: { restartPolicy: 'None' } });
    await cluster.settle();
    const { uid } = cluster.pod('a-0').metadata;

    cluster.run('a-0-1', 1);
    await cluster.settle();

    expect(cluster.pod('a-0').metadata.uid).toBe(uid);
  });

  it('has workers once its leader is ready, when that is the policy', async () => {
    cluster.stuck.add('a-0');
    cluster.create('a', { replicas: 1, startupPolicy: 'LeaderReady' });
    await cluster.settle();
    expect(cluster.podNames()).toEqual(['a-0']);

    cluster.run('a-0');
    await cluster.settle();
    expect(cluster.podNames()).toEqual(['a-0', 'a-0-1']);
  });

  it('follows its leader to where no other group is', async () => {
    cluster.api.create(NODES, {
      metadata: { name: 'n', labels: { rack: 'r1' } },
    });
    cluster.create(
      'a',
      { replicas: 1 },
      { [lwsKey('exclusive-topology')]: 'rack' },
    );
    await cluster.settle();
    const leader = cluster.pod('a-0');
    const value = leader.metadata.labels![lwsKey('group-key')];
    expect(cluster.podNames()).toEqual(['a-0']);
    expect(leader.spec.affinity).toEqual({
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            labelSelector: {
              matchExpressions: [
                { key: lwsKey('group-key'), operator: 'In', values: [value] },
              ],
            },
            topologyKey: 'rack',
          },
        ],
      },
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            labelSelector: {
              matchExpressions: [
                { key: lwsKey('group-key'), operator: 'Exists' },
                {
                  key: lwsKey('group-key'),
                  operator: 'NotIn',
                  values: [value],
                },
              ],
            },
            topologyKey: 'rack',
          },
        ],
      },
    });

    cluster.api.store.put(PODS, {
      ...leader,
      spec: { ...leader.spec, nodeName: 'n' },
    });
    await cluster.settle();

    expect(cluster.pod('a-0-1').spec.nodeSelector).toEqual({ rack: 'r1' });
  });

  it('is divided into sub-groups', async () => {
    const subGroups = (
      subGroupPolicyType: 'LeaderWorker' | 'LeaderExcluded',
    ) => ({
      replicas: 1,
      leaderWorkerTemplate: {
        size: 5,
        subGroupPolicy: { subGroupSize: 2, subGroupPolicyType },
      },
    });
    cluster.create('a', subGroups('LeaderWorker'));
    cluster.create('b', subGroups('LeaderExcluded'));
    await cluster.settle();

    const indexes = (name: string) =>
      ['', '-1', '-2', '-3', '-4'].map(
        end =>
          cluster.pod(`${name}-0${end}`).metadata.labels?.[
            lwsKey('subgroup-index')
          ],
      );
    expect(indexes('a')).toEqual(['0', '0', '0', '1', '1']);
    expect(indexes('b')).toEqual([undefined, '0', '0', '1', '1']);
  });
});
