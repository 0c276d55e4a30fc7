import { CONTROLLER_REVISIONS } from '../objects/resourceTypes';
import { TestCluster } from './__testUtils__/testCluster';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.stop());

function images(): Record<string, string | undefined> {
  return Object.fromEntries(
    cluster
      .podNames()
      .map(name => [name, cluster.pod(name).spec.containers[0].image]),
  );
}

function partition(name: string) {
  return cluster.statefulSet(name).spec.updateStrategy?.rollingUpdate
    ?.partition;
}

describe('a rollout', () => {
  it('goes from the last group to the first, one after another', async () => {
    cluster.create('a', { replicas: 3 });
    await cluster.settle();
    cluster.stuck.add('a-1-1');

    cluster.changeImage('a', 'new');
    await cluster.settle();

    expect(images()).toEqual({
      'a-0': 'img',
      'a-0-1': 'img',
      'a-1': 'new',
      'a-1-1': 'new',
      'a-2': 'new',
      'a-2-1': 'new',
    });
    expect(partition('a')).toBe(1);
    expect(cluster.get('a').status).toMatchObject({
      readyReplicas: 2,
      updatedReplicas: 2,
    });
    expect(cluster.conditions('a')).toEqual([
      'Progressing=True',
      'Available=False',
      'UpdateInProgress=True',
    ]);

    cluster.run('a-1-1');
    await cluster.settle();

    expect(new Set(Object.values(images()))).toEqual(new Set(['new']));
    expect(partition('a')).toBe(0);
    expect(cluster.conditions('a')).toEqual([
      'Progressing=False',
      'Available=True',
      'UpdateInProgress=False',
    ]);
    const messages = cluster.messages('a');
    expect(messages).toEqual(
      expect.arrayContaining([
        'Updating replica 2',
        'Updating replica 1',
        'Updating replica 0',
        'Rolling Upgrade is in progress, with 3 groups ready of total 3 groups',
      ]),
    );
    expect(
      [...cluster.api.store.list(CONTROLLER_REVISIONS)].filter(
        ({ metadata }) =>
          metadata.ownerReferences?.[0].kind === 'LeaderWorkerSet',
      ),
    ).toMatchObject([{ revision: 2 }]);
  });

  it('leaves groups below the partition as they are', async () => {
    cluster.create('a', {
      replicas: 3,
      rolloutStrategy: { rollingUpdateConfiguration: { partition: 2 } },
    });
    await cluster.settle();

    cluster.changeImage('a', 'new');
    await cluster.settle();

    expect(images()).toMatchObject({
      'a-0': 'img',
      'a-1-1': 'img',
      'a-2': 'new',
      'a-2-1': 'new',
    });
    expect(cluster.get('a').status?.updatedReplicas).toBe(1);
    expect(cluster.conditions('a')).toContain('Available=True');
  });

  it('adds groups for its time when it may', async () => {
    cluster.create('a', {
      rolloutStrategy: {
        rollingUpdateConfiguration: { maxUnavailable: 0, maxSurge: 1 },
      },
    });
    await cluster.settle();
    cluster.stuck.add('a-1-1');

    cluster.changeImage('a', 'new');
    await cluster.settle();

    expect(cluster.podNames()).toContain('a-2-1');
    expect(cluster.get('a').status).toMatchObject({
      replicas: 3,
      readyReplicas: 2,
    });

    cluster.run('a-1-1');
    await cluster.settle();

    expect(cluster.podNames()).toEqual(['a-0', 'a-0-1', 'a-1', 'a-1-1']);
    expect(new Set(Object.values(images()))).toEqual(new Set(['new']));
    expect(cluster.messages('a')).toContain('deleting surge replica a-2');
  });

  it('changes the size of groups', async () => {
    cluster.create('a');
    await cluster.settle();

    cluster.change('a', ({ leaderWorkerTemplate }) => ({
      leaderWorkerTemplate: { ...leaderWorkerTemplate, size: 3 },
    }));
    await cluster.settle();

    expect(cluster.podNames()).toEqual([
      'a-0',
      'a-0-1',
      'a-0-2',
      'a-1',
      'a-1-1',
      'a-1-2',
    ]);
    expect(cluster.conditions('a')).toContain('Available=True');
  });

  it('does not begin for another way to write the same template', async () => {
    const template = (cpu: string) => ({
      spec: {
        containers: [
          { name: 'c', image: 'img', resources: { limits: { cpu } } },
        ],
      },
    });
    cluster.create('a', {
      leaderWorkerTemplate: { workerTemplate: template('1') },
    });
    await cluster.settle();

    cluster.change('a', ({ leaderWorkerTemplate }) => ({
      leaderWorkerTemplate: {
        ...leaderWorkerTemplate,
        workerTemplate: template('1000m'),
      },
    }));
    await cluster.settle();

    expect(cluster.conditions('a')).not.toContainEqual(
      expect.stringContaining('UpdateInProgress'),
    );
  });
});
