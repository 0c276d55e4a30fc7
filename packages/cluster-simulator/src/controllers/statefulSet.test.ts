import { StatefulSet } from '../objects/kinds';
import {
  CONTROLLER_REVISIONS,
  PODS,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { template, TestCluster, workload } from './__testUtils__/testHarness';
import { createStatefulSetController } from './statefulSet';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
  cluster.run(createStatefulSetController(cluster.api));
});

afterEach(() => cluster.stop());

function create(spec: object = {}, name = 'db') {
  return cluster.api.create(STATEFUL_SETS, {
    metadata: { namespace: 'ns', name },
    spec: { serviceName: 'db', ...workload(3), ...spec },
  });
}

const get = () =>
  cluster.api.get(STATEFUL_SETS, { namespace: 'ns', name: 'db' });

function change(spec: Partial<StatefulSet['spec']>) {
  const set = get();
  cluster.api.update(STATEFUL_SETS, { ...set, spec: { ...set.spec, ...spec } });
}

const images = () => cluster.pods().map(pod => pod.spec.containers[0].image);

it('creates pods in order, each when the one before it is ready', async () => {
  create();
  await cluster.settle();
  expect(cluster.podNames()).toEqual(['db-0']);
  const [revision] = cluster.api.store.list(CONTROLLER_REVISIONS);
  expect(revision.metadata.name).toMatch(/^db-[a-z0-9]{1,10}$/);
  expect(cluster.pods()[0]).toMatchObject({
    metadata: {
      labels: {
        app: 'web',
        'apps.kubernetes.io/pod-index': '0',
        'controller-revision-hash': revision.metadata.name,
        'statefulset.kubernetes.io/pod-name': 'db-0',
      },
      ownerReferences: [{ kind: 'StatefulSet', name: 'db' }],
    },
    spec: { hostname: 'db-0', subdomain: 'db' },
  });

  await cluster.settleReady();
  expect(cluster.podNames()).toEqual(['db-0', 'db-1', 'db-2']);
  expect(get().status).toEqual({
    observedGeneration: 1,
    replicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    currentReplicas: 3,
    updatedReplicas: 3,
    currentRevision: revision.metadata.name,
    updateRevision: revision.metadata.name,
    collisionCount: 0,
  });
  expect(cluster.events('db')[0]).toBe(
    'SuccessfulCreate: Create Pod db-0 in StatefulSet db successful',
  );
});

it('creates all pods at once with Parallel, counting from its first ordinal', async () => {
  create({ podManagementPolicy: 'Parallel', ordinals: { start: 1 } });
  await cluster.settle();
  expect(cluster.podNames()).toEqual(['db-1', 'db-2', 'db-3']);
});

it('scales down from the highest ordinal, one by one', async () => {
  // Only pods on a node take time to end.
  const { spec, ...rest } = template();
  create({ template: { ...rest, spec: { ...spec, nodeName: 'n' } } });
  await cluster.settleReady();
  change({ replicas: 1 });
  await cluster.settle();
  expect(
    cluster.pods().map(({ metadata }) => !!metadata.deletionTimestamp),
  ).toEqual([false, false, true]);
  await cluster.settleReady();
  expect(cluster.podNames()).toEqual(['db-0']);
});

it('updates from the highest ordinal down to the partition', async () => {
  create({
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
  });
  await cluster.settleReady();
  const { updateRevision: before } = get().status!;
  change({ template: template('b') });
  await cluster.settle();
  cluster.makeReady(...cluster.pods());
  await cluster.settleReady();
  expect(images()).toEqual(['a', 'b', 'b']);
  expect(get().status).toMatchObject({
    currentRevision: before,
    currentReplicas: 1,
    updatedReplicas: 2,
  });

  const [first] = cluster.pods();
  cluster.api.delete(PODS, first.metadata);
  await cluster.settleReady();
  expect(images()).toEqual(['a', 'b', 'b']);

  change({
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
  });
  await cluster.settleReady();
  expect(images()).toEqual(['b', 'b', 'b']);
  expect(get().status?.currentRevision).toBe(get().status?.updateRevision);
});

it('goes back to an earlier revision', async () => {
  create();
  await cluster.settleReady();
  const { updateRevision } = get().status!;
  change({ template: template('b') });
  await cluster.settleReady();
  change({ template: template('a') });
  await cluster.settleReady();
  expect(images()).toEqual(['a', 'a', 'a']);
  expect(get().status?.updateRevision).toBe(updateRevision);
  expect([...cluster.api.store.list(CONTROLLER_REVISIONS)]).toHaveLength(2);
});

it('leaves pods alone with OnDelete', async () => {
  create({ updateStrategy: { type: 'OnDelete' } });
  await cluster.settleReady();
  change({ template: template('b') });
  await cluster.settleReady();
  expect(images()).toEqual(['a', 'a', 'a']);
  cluster.api.delete(PODS, cluster.pods()[1].metadata);
  await cluster.settleReady();
  expect(images()).toEqual(['a', 'b', 'a']);
});

it('gets no pods when their labels would be too long', async () => {
  const name = 'n'.repeat(60);
  create({ podManagementPolicy: 'Parallel' }, name);
  await cluster.settle();
  const [{ metadata }] = cluster.api.store.list(CONTROLLER_REVISIONS);
  expect(cluster.pods()).toEqual([]);
  expect(cluster.events(name)).toEqual([
    `FailedCreate: Create Pod ${name}-0 in StatefulSet ${name} failed error: Pod "${name}-0" is invalid: metadata.labels: Invalid value: "${metadata.name}": must be no more than 63 bytes`,
  ]);
});
