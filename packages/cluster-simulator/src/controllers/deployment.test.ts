import { Deployment } from '../objects/kinds';
import { DEPLOYMENTS, REPLICA_SETS } from '../objects/resourceTypes';
import { template, TestCluster, workload } from './__testUtils__/testHarness';
import { createDeploymentController } from './deployment';
import { createReplicaSetController } from './replicaSet';

const KEY = { namespace: 'ns', name: 'web' };
let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
  cluster.run(
    createDeploymentController(cluster.api),
    createReplicaSetController(cluster.api),
  );
});

afterEach(() => cluster.stop());

function create(spec: object = {}) {
  return cluster.api.create(DEPLOYMENTS, {
    metadata: KEY,
    spec: { ...workload(2), progressDeadlineSeconds: 600, ...spec },
  });
}

const get = () => cluster.api.get(DEPLOYMENTS, KEY);

function change(spec: Partial<Deployment['spec']>) {
  const deployment = get();
  cluster.api.update(DEPLOYMENTS, {
    ...deployment,
    spec: { ...deployment.spec, ...spec },
  });
}

const conditions = () =>
  Object.fromEntries(
    (get().status?.conditions ?? []).map(condition => [
      condition.type,
      `${condition.status} ${condition.reason}: ${condition.message}`,
    ]),
  );

const sizes = () =>
  Object.fromEntries(
    [...cluster.api.store.list(REPLICA_SETS)].map(set => [
      set.spec.template?.spec?.containers[0].image,
      set.spec.replicas,
    ]),
  );

it('rolls out its pods and says when they are available', async () => {
  create();
  await cluster.settle();
  const [replicaSet] = cluster.api.store.list(REPLICA_SETS);
  const { name, labels } = replicaSet.metadata;
  const hash = labels!['pod-template-hash'];
  expect(name).toBe(`web-${hash}`);
  expect(cluster.pods()).toHaveLength(2);
  expect(cluster.pods()[0].metadata).toMatchObject({
    labels: { app: 'web', 'pod-template-hash': hash },
    ownerReferences: [{ kind: 'ReplicaSet', name, controller: true }],
  });
  expect(conditions()).toEqual({
    Available:
      'False MinimumReplicasUnavailable: Deployment does not have minimum availability.',
    Progressing: `True ReplicaSetUpdated: ReplicaSet "${name}" is progressing.`,
  });

  await cluster.settleReady();
  expect(get().status).toMatchObject({
    observedGeneration: 1,
    replicas: 2,
    updatedReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
  });
  expect(conditions()).toEqual({
    Available:
      'True MinimumReplicasAvailable: Deployment has minimum availability.',
    Progressing: `True NewReplicaSetAvailable: ReplicaSet "${name}" has successfully progressed.`,
  });
  expect(get().metadata).toMatchObject({
    generation: 1,
    annotations: { 'deployment.kubernetes.io/revision': '1' },
  });
  expect(cluster.events('web')).toEqual([
    `ScalingReplicaSet: Scaled up replica set ${name} from 0 to 2`,
  ]);
});

it('replaces pods step by step within the limits of a rolling update', async () => {
  create({
    replicas: 4,
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 1, maxUnavailable: 1 },
    },
  });
  await cluster.settleReady();
  change({ template: template('b') });
  await cluster.settle();
  expect(sizes()).toEqual({ a: 3, b: 2 });

  await cluster.settleReady();
  expect(sizes()).toEqual({ a: 0, b: 4 });
  expect(get().metadata.annotations).toMatchObject({
    'deployment.kubernetes.io/revision': '2',
  });
  expect(conditions().Progressing).toContain('NewReplicaSetAvailable');

  change({ template: template('a') });
  await cluster.settleReady();
  expect(sizes()).toEqual({ a: 4, b: 0 });
  expect(get().metadata.annotations).toMatchObject({
    'deployment.kubernetes.io/revision': '3',
  });
});

it('ends the old pods before the new ones start with Recreate', async () => {
  create({ strategy: { type: 'Recreate' } });
  await cluster.settleReady();
  change({ template: template('b') });
  await cluster.settle();
  expect(sizes()).toEqual({ a: 0, b: 2 });
  await cluster.settleReady();
  expect(get().status).toMatchObject({ updatedReplicas: 2, replicas: 2 });
});

it('scales without a new rollout', async () => {
  create();
  await cluster.settleReady();
  change({ replicas: 0 });
  await cluster.settleReady();
  expect(cluster.pods()).toEqual([]);
  change({ replicas: 3 });
  await cluster.settleReady();
  expect(sizes()).toEqual({ a: 3 });
  expect(conditions().Progressing).toContain('NewReplicaSetAvailable');
});

it('says that a rollout got nowhere within its deadline', async () => {
  create({ progressDeadlineSeconds: 10 });
  await cluster.settle();
  cluster.clock.pass(10);
  await cluster.settle();
  expect(conditions().Progressing).toMatch(
    /^False ProgressDeadlineExceeded: ReplicaSet "web-\w+" has timed out progressing\.$/,
  );
});

it('rolls nothing out while it is paused', async () => {
  create();
  await cluster.settleReady();
  change({ paused: true, template: template('b') });
  await cluster.settleReady();
  expect(sizes()).toEqual({ a: 2 });
  expect(conditions().Progressing).toBe(
    'Unknown DeploymentPaused: Deployment is paused',
  );
  change({ paused: false });
  await cluster.settleReady();
  expect(sizes()).toEqual({ a: 0, b: 2 });
});
