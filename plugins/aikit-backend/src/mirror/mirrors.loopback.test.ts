import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { KubernetesProxyClusterAccess } from '@aikit-backstage/plugin-aikit-node';
import { rawPod } from './__testUtils__/objects';
import { ClusterMirrors } from './mirrors';

const PODS = '/api/kubernetes/proxy/api/v1/pods';

/**
 * The real access and the real clock, against a server on loopback that
 * behaves as the Kubernetes backend does for one cluster that works and one
 * that refuses.
 */
describe('ClusterMirrors over HTTP', () => {
  let server: Server;
  let mirrors: ClusterMirrors;
  let podWatch: ServerResponse | undefined;

  beforeEach(async () => {
    podWatch = undefined;
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const json = (code: number, body: unknown) =>
        response.writeHead(code).end(JSON.stringify(body));
      if (url.pathname === '/api/kubernetes/clusters') {
        json(200, { items: [{ name: 'good' }, { name: 'bad' }] });
      } else if (request.headers['backstage-kubernetes-cluster'] === 'bad') {
        json(500, { error: { name: 'Error', message: 'connect ETIMEDOUT' } });
      } else if (url.pathname.includes('leaderworkersets')) {
        response.writeHead(404).end('404 page not found\n');
      } else if (url.searchParams.get('watch')) {
        // As the proxy does: not even a head before the first event.
        podWatch = url.pathname === PODS ? response : podWatch;
      } else {
        json(200, { metadata: { resourceVersion: '1' }, items: [] });
      }
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    mirrors = new ClusterMirrors({
      clusterAccess: new KubernetesProxyClusterAccess({
        auth: mockServices.auth({ pluginId: 'aikit' }),
        discovery: mockServices.discovery.mock({
          getBaseUrl: async () => `http://127.0.0.1:${port}/api/kubernetes`,
        }),
      }),
      logger: mockServices.logger.mock(),
    });
  });

  afterEach(async () => {
    await mirrors.stop();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  it('mirrors the cluster that works, and says of the other why not', async () => {
    const ready = new Promise<void>(resolve => {
      mirrors.subscribe(() => {
        if (
          mirrors.get('good')?.status().state === 'live' &&
          mirrors.get('bad')?.status().state === 'unavailable' &&
          podWatch
        ) {
          resolve();
        }
      });
    });
    mirrors.start();
    await ready;
    expect(mirrors.get('good')?.leaderWorkerSet()).toBe('missing');
    expect(mirrors.get('bad')?.status().error).toContain('connect ETIMEDOUT');

    const changed = new Promise<boolean>(resolve => {
      mirrors.subscribe(({ cluster, nodes }) => {
        if (cluster === 'good' && nodes) {
          resolve(nodes);
        }
      });
    });
    const object = rawPod('job', { gpus: 1, node: 'n1' });
    podWatch?.writeHead(200);
    podWatch?.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
    expect(await changed).toBe(true);
    expect([...(mirrors.get('good')?.pods() ?? [])]).toMatchObject([
      { name: 'job', accelerators: { 'nvidia.com/gpu': 1 } },
    ]);
  });
});
