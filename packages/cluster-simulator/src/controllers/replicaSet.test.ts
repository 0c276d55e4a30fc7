import { ApiError } from '../api/apiError';
import { PODS, REPLICA_SETS } from '../objects/resourceTypes';
import { TestCluster, workload } from './__testUtils__/testHarness';
import { createReplicaSetController } from './replicaSet';

const KEY = { namespace: 'ns', name: 'web' };
let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
  cluster.run(createReplicaSetController(cluster.api));
});

afterEach(() => cluster.stop());

function create(replicas: number) {
  return cluster.api.create(REPLICA_SETS, {
    metadata: KEY,
    spec: workload(replicas),
  });
}

const get = () => cluster.api.get(REPLICA_SETS, KEY);

it('replaces a pod that is deleted', async () => {
  create(2);
  await cluster.settleReady();
  const [pod] = cluster.pods();
  cluster.api.delete(PODS, pod.metadata);
  await cluster.settleReady();
  expect(cluster.pods()).toHaveLength(2);
  expect(cluster.podNames()).not.toContain(pod.metadata.name);
  expect(get().status).toEqual({
    observedGeneration: 1,
    replicas: 2,
    fullyLabeledReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
  });
  expect(cluster.events('web')).toContain(
    `SuccessfulCreate: Created pod: ${pod.metadata.name}`,
  );
});

it('gives up pods first that are not ready', async () => {
  create(3);
  await cluster.settle();
  const [first, second, third] = cluster.pods();
  cluster.makeReady(first, third);
  cluster.api.update(REPLICA_SETS, {
    ...get(),
    spec: { ...get().spec, replicas: 2 },
  });
  await cluster.settle();
  expect(cluster.podNames()).toEqual([first, third].map(p => p.metadata.name));
  expect(cluster.events('web')).toContain(
    `SuccessfulDelete: Deleted pod: ${second.metadata.name}`,
  );
});

it('says why pods cannot be created, once for many, and tries again', async () => {
  const allow = cluster.api.admit(PODS, () => {
    throw new ApiError(403, 'Forbidden', 'pods "x" is forbidden: no');
  });
  create(100);
  await cluster.settle();
  expect(cluster.events('web')).toEqual([
    'FailedCreate: Error creating: pods "x" is forbidden: no',
  ]);
  expect(get().status?.conditions).toMatchObject([
    {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: 'pods "x" is forbidden: no',
    },
  ]);
  allow();
  cluster.clock.pass(1);
  await cluster.settle();
  expect(cluster.pods()).toHaveLength(100);
  expect(get().status?.conditions).toBeUndefined();
});
