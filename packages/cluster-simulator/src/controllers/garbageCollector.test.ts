import { Propagation } from '../api/objectApi';
import {
  DEPLOYMENTS,
  PODS,
  REPLICA_SETS,
  ResourceType,
} from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { controllerRef } from '../runtime/pods';
import { template, TestCluster, workload } from './__testUtils__/testHarness';
import { createGarbageCollector } from './garbageCollector';

let cluster: TestCluster;
let owner: KubeObject;

function create(type: ResourceType, name: string, of?: KubeObject) {
  return cluster.api.create(type, {
    metadata: {
      namespace: 'ns',
      name,
      ...(of && { ownerReferences: [controllerRef(of)] }),
    },
    spec: type === PODS ? { ...template().spec, nodeName: 'n' } : workload(1),
  });
}

beforeEach(() => {
  cluster = new TestCluster();
  cluster.run(createGarbageCollector(cluster.api, { types: cluster.types }));
  owner = create(DEPLOYMENTS, 'web');
  create(PODS, 'web-1-1', create(REPLICA_SETS, 'web-1', owner));
});

afterEach(() => cluster.stop());

async function remove(propagationPolicy: Propagation) {
  cluster.api.delete(DEPLOYMENTS, owner.metadata, { propagationPolicy });
  await cluster.settle();
}

const left = () =>
  [DEPLOYMENTS, REPLICA_SETS, PODS].flatMap(type =>
    [...cluster.api.store.list<KubeObject>(type)].map(
      ({ metadata }) => metadata.name,
    ),
  );

it('deletes what an owner leaves behind', async () => {
  await remove('Background');
  expect(left()).toEqual(['web-1-1']);
  expect(cluster.pods()[0].metadata.deletionTimestamp).toBeDefined();
});

it('keeps an owner until all that block it are gone', async () => {
  await remove('Foreground');
  expect(left()).toEqual(['web', 'web-1', 'web-1-1']);
  await cluster.settleReady();
  expect(left()).toEqual([]);
});

it('lets go of the dependents of an orphaning owner', async () => {
  await remove('Orphan');
  expect(left()).toEqual(['web-1', 'web-1-1']);
  const [set] = cluster.api.store.list(REPLICA_SETS);
  expect(set.metadata.ownerReferences).toBeUndefined();
});

it('deletes an object whose owner never was', async () => {
  create(REPLICA_SETS, 'lost', {
    ...owner,
    metadata: { ...owner.metadata, uid: 'other' },
  });
  await cluster.settle();
  expect(left()).not.toContain('lost');
});

it('keeps an object that another owner needs', async () => {
  const other = create(DEPLOYMENTS, 'other');
  const [set] = cluster.api.store.list(REPLICA_SETS);
  const ownerReferences = [controllerRef(owner), controllerRef(other)];
  cluster.api.update(REPLICA_SETS, {
    ...set,
    metadata: { ...set.metadata, ownerReferences },
  });
  await remove('Background');
  expect(left()).toContain('web-1');
  const [kept] = cluster.api.store.list(REPLICA_SETS);
  expect(kept.metadata.ownerReferences).toEqual([controllerRef(other)]);
});
