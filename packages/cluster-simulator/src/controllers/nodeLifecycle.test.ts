import { NODES, PODS } from '../objects/resourceTypes';
import { template, TestCluster } from './__testUtils__/testHarness';
import { createNodeLifecycleController } from './nodeLifecycle';

let cluster: TestCluster;

beforeEach(async () => {
  cluster = new TestCluster();
  cluster.run(createNodeLifecycleController(cluster.api));
  cluster.api.create(NODES, { metadata: { name: 'n' }, spec: {} });
  cluster.api.create(PODS, {
    metadata: { namespace: 'ns', name: 'p' },
    spec: { ...template().spec, nodeName: 'n' },
  });
  cluster.makeReady(...cluster.pods());
  setReady('True');
  await cluster.settle();
});

afterEach(() => cluster.stop());

const node = () => cluster.api.get(NODES, { name: 'n' });
const taints = () =>
  (node().spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`);

function setReady(status: string) {
  const conditions = [{ type: 'Ready', status }];
  cluster.api.updateStatus(NODES, { ...node(), status: { conditions } });
}

it('taints a lost node and evicts its pods when they tolerate it no longer', async () => {
  setReady('Unknown');
  await cluster.settle();
  expect(taints()).toEqual([
    'node.kubernetes.io/unreachable:NoSchedule',
    'node.kubernetes.io/unreachable:NoExecute',
  ]);
  expect(cluster.pods()[0].status?.conditions).toMatchObject([
    { type: 'Ready', status: 'False' },
  ]);
  expect(cluster.events('n')).toEqual([
    'NodeNotReady: Node n status is now: NodeNotReady',
  ]);
  expect(cluster.pods()[0].metadata.deletionTimestamp).toBeUndefined();

  cluster.clock.pass(300);
  await cluster.settle();
  expect(cluster.pods()[0].metadata.deletionTimestamp).toBeDefined();
  expect(cluster.events('p')).toEqual([
    'NodeNotReady: Node is not ready',
    'TaintManagerEviction: Marking for deletion Pod ns/p',
  ]);
});

it('takes the taints off a node that is back in time', async () => {
  setReady('Unknown');
  await cluster.settle();
  expect(taints()).toHaveLength(2);
  setReady('True');
  await cluster.settle();
  cluster.clock.pass(400);
  await cluster.settle();
  expect(taints()).toEqual([]);
  expect(cluster.pods()[0].metadata.deletionTimestamp).toBeUndefined();
});

it('evicts pods at once that do not tolerate a taint of somebody else', async () => {
  const taint = { key: 'gone', effect: 'NoExecute' as const };
  cluster.api.update(NODES, { ...node(), spec: { taints: [taint] } });
  await cluster.settle();
  expect(cluster.pods()[0].metadata.deletionTimestamp).toBeDefined();
});
