import { CONFIG_MAPS, NAMESPACES, PODS } from '../objects/resourceTypes';
import { template, TestCluster } from './__testUtils__/testHarness';
import { createNamespaceController } from './namespaces';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster();
  cluster.run(createNamespaceController(cluster.api, { types: cluster.types }));
});

afterEach(() => cluster.stop());

const names = () =>
  [...cluster.api.store.list(NAMESPACES)].map(({ metadata }) => metadata.name);

it('makes the namespaces that every cluster has', () => {
  expect(names()).toEqual([
    'ns',
    'default',
    'kube-system',
    'kube-public',
    'kube-node-lease',
  ]);
});

it('empties a deleted namespace before it goes', async () => {
  const key = { name: 'gone' };
  cluster.api.create(NAMESPACES, { metadata: key });
  const metadata = { namespace: 'gone', name: 'x' };
  cluster.api.create(CONFIG_MAPS, { metadata });
  cluster.api.create(PODS, {
    metadata,
    spec: { ...template().spec, nodeName: 'n' },
  });

  cluster.api.delete(NAMESPACES, key);
  await cluster.settle();
  expect(cluster.api.get(NAMESPACES, key)).toMatchObject({
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Terminating' },
  });
  expect([...cluster.api.store.list(CONFIG_MAPS, 'gone')]).toEqual([]);

  await cluster.settleReady();
  expect(names()).not.toContain('gone');
});
