import { setTimeout as pause } from 'node:timers/promises';
import {
  ClusterAccess,
  clusterAccessServiceRef,
} from '@aikit-backstage/plugin-aikit-node';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { FakeClusterAccess } from '@aikit-backstage/plugin-aikit-node/testUtils';
import aikitPlugin from '.';

function start(options: {
  access?: ClusterAccess;
  permissions?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
}) {
  const { access = new FakeClusterAccess() } = options;
  return startTestBackend({
    features: [
      aikitPlugin,
      catalogServiceMock.factory(),
      mockServices.permissions.factory({
        result: options.permissions ?? AuthorizeResult.ALLOW,
      }),
      createServiceFactory({
        service: clusterAccessServiceRef,
        deps: {},
        factory: () => access,
      }),
    ],
  });
}

describe('the plugin', () => {
  it('mirrors the clusters of the Kubernetes plugin once it has started', async () => {
    const access = new FakeClusterAccess();
    access.clusters = async () => [
      { name: 'aks', unsupported: 'needs a token of the user' },
    ];
    const backend = await start({ access });
    let items: unknown[] = [];
    for (let attempt = 0; attempt < 50 && items.length === 0; attempt++) {
      await pause(20);
      items = (await request(backend.server).get('/api/aikit/clusters')).body
        .items;
    }
    expect(items).toEqual([
      expect.objectContaining({
        name: 'aks',
        state: 'unsupported',
        error: expect.stringContaining('needs a token of the user'),
      }),
    ]);
    await backend.stop();
  });

  it('lets in nobody who is not signed in', async () => {
    const backend = await start({});
    for (const path of ['clusters', 'workloads']) {
      expect(
        (
          await request(backend.server)
            .get(`/api/aikit/${path}`)
            .set('Authorization', mockCredentials.none.header())
        ).status,
      ).toBe(401);
    }
    await backend.stop();
  });

  it('obeys the permission policy', async () => {
    const backend = await start({ permissions: AuthorizeResult.DENY });
    expect(
      (await request(backend.server).get('/api/aikit/clusters')).status,
    ).toBe(403);
    expect(
      (
        await request(backend.server)
          .put('/api/aikit/clusters/a/namespaces/b/workloads/c')
          .send({ values: {}, entityRef: 'component:default/c' })
      ).status,
    ).toBe(403);
    await backend.stop();
  });

  it('tells the permission backend which permissions it has', async () => {
    const backend = await start({});
    const { body } = await request(backend.server).get(
      '/api/aikit/.well-known/backstage/permissions/metadata',
    );
    expect(
      body.permissions.map(({ name }: { name: string }) => name).sort(),
    ).toEqual([
      'aikit.cluster.read',
      'aikit.namespace.label',
      'aikit.release.read',
      'aikit.render',
      'aikit.workload.adopt',
      'aikit.workload.approve',
      'aikit.workload.assign',
      'aikit.workload.create',
      'aikit.workload.delete',
      'aikit.workload.read',
      'aikit.workload.update',
    ]);
    expect(
      body.rules.map(
        ({ resourceType, name }: Record<string, string>) =>
          `${resourceType} ${name}`,
      ),
    ).toEqual([
      'aikit-place IN_CLUSTER',
      'aikit-place IN_NAMESPACE',
      'aikit-place IS_OWNER',
    ]);
    await backend.stop();
  });
});
