/* The process with the Kubernetes and the AIKit backend. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import aikitPlugin from '@aikit-backstage/plugin-aikit-backend';
import { BackendReplies, ServedCluster } from './messages';

const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'large',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': 'large' },
  },
  spec: { type: 'inference-service', owner: 'team-search' },
};

/** The backends, for a user who may do everything. */
async function start(port: number, clusters: ServedCluster[]) {
  const baseUrl = `http://127.0.0.1:${port}`;
  const config = {
    app: { baseUrl },
    backend: { baseUrl, listen: { host: '127.0.0.1', port } },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: clusters.map(({ name, url, token }) => ({
            name,
            url,
            authProvider: 'serviceAccount',
            serviceAccountToken: token,
          })),
        },
      ],
    },
  };
  const backend = createBackend();
  for (const feature of [
    mockServices.auth.factory(),
    mockServices.auditor.factory(),
    mockServices.database.factory(),
    mockServices.httpAuth.factory(),
    mockServices.permissions.factory(),
    mockServices.rootConfig.factory({ data: config }),
    mockServices.rootLogger.factory({ level: 'none' }),
    catalogServiceMock.factory({ entities: [ENTITY] }),
    kubernetesPlugin,
    aikitPlugin,
  ]) {
    backend.add(feature);
  }
  await backend.start();
}

/** The usage of this process since the last call. */
function meter(): () => BackendReplies['usage'] {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  let cpu = process.cpuUsage();
  let time = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    const core = (user + system) / 1000 / (performance.now() - time);
    const loopP99 = loop.percentile(99) / 1e6;
    cpu = process.cpuUsage();
    time = performance.now();
    loop.reset();
    return { core, loopP99 };
  };
}

const usage = meter();
process.on('disconnect', () => process.exit());
process.on('message', (message: { do: keyof BackendReplies }) => {
  if (message.do === 'usage') {
    process.send?.({ answer: usage() });
    return;
  }
  global.gc?.();
  process.send?.({ answer: { heap: process.memoryUsage().heapUsed } });
});

const { port, clusters } = JSON.parse(process.argv[2]);
start(port, clusters).then(
  () => process.send?.({ answer: 'ready' }),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
