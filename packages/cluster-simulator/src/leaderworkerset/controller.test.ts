import {
  CONTROLLER_REVISIONS,
  PODS,
  SERVICES,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { NAMESPACE, TestCluster } from './__testUtils__/testCluster';
import { LEADER_WORKER_SETS, LWS_CRD, lwsKey } from './types';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
});

afterEach(() => cluster.stop());

function service(name: string) {
  return cluster.api.store.get(SERVICES, NAMESPACE, name);
}

it('has a CRD of its name', () => {
  const { plural, group } = LEADER_WORKER_SETS;

  expect(LWS_CRD.metadata).toEqual({ name: `${plural}.${group}` });
});

it('makes groups, with their names, owners and labels', async () => {
  const { metadata } = cluster.create('a');
  await cluster.settle();

  expect(cluster.podNames()).toEqual(['a-0', 'a-0-1', 'a-1', 'a-1-1']);
  const [revision] = [...cluster.api.store.list(CONTROLLER_REVISIONS)];
  const key = revision.metadata.labels![lwsKey('template-revision-hash')];
  expect(revision.metadata.name).toBe(`a-${key}-1`);
  // As LWS 0.9.0 makes it of the namespace `default`.
  const groupKey = 'cf911a868b7b4378b0bec5368a57d10a5f91b867';
  expect(cluster.pod('a-0-1').metadata).toMatchObject({
    labels: {
      app: 'x',
      [lwsKey('name')]: 'a',
      [lwsKey('group-index')]: '0',
      [lwsKey('group-key')]: groupKey,
      [lwsKey('worker-index')]: '1',
      [lwsKey('template-revision-hash')]: key,
    },
    annotations: { [lwsKey('size')]: '2', [lwsKey('leader-name')]: 'a-0' },
  });
  expect(cluster.pod('a-0').spec).toMatchObject({
    subdomain: 'a',
    containers: [
      {
        env: [
          { name: 'LWS_LEADER_ADDRESS', value: 'a-0.a.default' },
          { name: 'LWS_GROUP_SIZE', value: '2' },
          { name: 'LWS_WORKER_INDEX', value: '0' },
        ],
      },
    ],
  });
  expect(cluster.statefulSet('a-0')).toMatchObject({
    metadata: {
      ownerReferences: [{ kind: 'Pod', name: 'a-0', controller: true }],
    },
    spec: { replicas: 1, ordinals: { start: 1 }, serviceName: 'a' },
  });
  expect(cluster.statefulSet('a').metadata).toMatchObject({
    annotations: { [lwsKey('replicas')]: '2' },
    ownerReferences: [{ kind: 'LeaderWorkerSet', uid: metadata.uid }],
  });
  expect(service('a')?.spec).toMatchObject({
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    selector: { [lwsKey('name')]: 'a' },
  });
});

it('tells of its way until all groups are ready', async () => {
  cluster.stuck.add('a-1-1');
  cluster.create('a');
  await cluster.settle();

  expect(cluster.get('a').status).toMatchObject({
    replicas: 2,
    readyReplicas: 1,
    updatedReplicas: 2,
    observedGeneration: 1,
    hpaPodSelector: `${lwsKey('name')}=a,${lwsKey('worker-index')}=0`,
  });
  expect(cluster.conditions('a')).toEqual(['Progressing=True']);

  cluster.run('a-1-1');
  await cluster.settle();

  expect(cluster.get('a').status?.conditions).toMatchObject([
    // A condition that is not true any more keeps its reason and message.
    { type: 'Progressing', status: 'False', reason: 'GroupsProgressing' },
    { type: 'Available', status: 'True', reason: 'AllGroupsReady' },
  ]);
  expect(cluster.messages('a')).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^Creating revision with key \w+ for a newly created LeaderWorkerSet$/,
      ),
      'Created leader statefulset a',
      'Replicas are progressing, with 0 groups ready of total 2 groups',
      'Created worker statefulset for leader pod a-0',
      'Created worker statefulset for leader pod a-1',
      'All replicas are ready, with 2 groups ready of total 2 groups',
    ]),
  );
});

it('takes any Service of its name for the headless one', async () => {
  cluster.api.create(SERVICES, {
    metadata: { name: 'a', namespace: NAMESPACE },
    spec: { ports: [{ port: 80 }] },
  });

  cluster.create('a');
  await cluster.settle();

  expect(service('a')?.spec.clusterIP).not.toBe('None');
});

it('gives each group a Service to itself when it is told to', async () => {
  cluster.create('a', {
    networkConfig: { subdomainPolicy: 'UniquePerReplica' },
  });
  await cluster.settle();

  expect(service('a')).toBeUndefined();
  expect(service('a-1')?.spec.selector).toEqual({
    [lwsKey('name')]: 'a',
    [lwsKey('group-index')]: '1',
  });
  expect(cluster.pod('a-1').spec.subdomain).toBe('a-1');
  expect(cluster.pod('a-1-1').spec.containers[0].env?.[0].value).toBe(
    'a-1.a-1.default',
  );
});

it('needs no workers in groups of one', async () => {
  cluster.create('a', { leaderWorkerTemplate: { size: 1 } });
  await cluster.settle();

  expect(cluster.podNames()).toEqual(['a-0', 'a-1']);
  expect(cluster.api.store.count(STATEFUL_SETS)).toBe(1);
  expect(cluster.conditions('a')).toContain('Available=True');
});

it('scales to nothing and back', async () => {
  cluster.create('a');
  await cluster.settle();

  cluster.change('a', () => ({ replicas: 0 }));
  await cluster.settle();

  expect(cluster.podNames()).toEqual([]);
  expect(cluster.get('a').status).not.toHaveProperty('replicas');
  expect(cluster.conditions('a')).toContain('Available=True');
  expect(cluster.messages('a')).toContain(
    'deleting surge replicas from a-0 to a-1',
  );

  cluster.change('a', () => ({ replicas: 3 }));
  await cluster.settle();

  expect(cluster.get('a').status?.readyReplicas).toBe(3);
});

it('deletes all that it has made when it is deleted', async () => {
  cluster.create('a', {
    networkConfig: { subdomainPolicy: 'UniquePerReplica' },
  });
  await cluster.settle();

  cluster.api.delete(
    LEADER_WORKER_SETS,
    { namespace: NAMESPACE, name: 'a' },
    { propagationPolicy: 'Background' },
  );
  await cluster.settle();

  for (const type of [PODS, STATEFUL_SETS, SERVICES, CONTROLLER_REVISIONS]) {
    expect(cluster.api.store.count(type)).toBe(0);
  }
});

it('tells why it cannot make its leaders, and keeps one revision', async () => {
  cluster.create('a', {
    leaderWorkerTemplate: {
      workerTemplate: { spec: { containers: [{ name: 'c' }] } },
    },
  });
  await cluster.settle();

  expect(cluster.messages('a')).toContainEqual(
    expect.stringMatching(
      /^Failed to create leader statefulset a: .*image: Required value/,
    ),
  );
  expect(cluster.api.store.count(CONTROLLER_REVISIONS)).toBe(1);
});
