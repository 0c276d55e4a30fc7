import { it } from '../check';
import { Client } from '../client';
import { at, pathOf } from '../paths';
import { failure } from '../status';
import { GetTarget } from '@aikit-backstage/test-target';

const UNKNOWN_RESOURCE = failure(404, {
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
});

function inAnyOrder(...verbs: string[]) {
  return expect.arrayContaining(verbs);
}

/** The server itself: versions, health, who may ask, what there is. */
export function servingChecks(target: GetTarget) {
  const client = new Client(target);

  describe('serving', () => {
    it('says its version', async () => {
      expect(await client.get('/version')).toMatchObject({
        major: '1',
        minor: '36',
        gitVersion: expect.stringMatching(/^v1\.36\./),
      });
    });

    it.each(['/readyz', '/livez', '/healthz'])(
      'says "ok" at %s, without a token as well',
      async path => {
        for (const options of [{}, { token: undefined }]) {
          expect(await client.request('GET', path, options)).toMatchObject({
            status: 200,
            body: 'ok',
          });
        }
      },
    );

    it('refuses a token that it does not know', async () => {
      const answer = await client.request('GET', at('pods'), {
        token: 'wrong',
      });
      expect(answer).toMatchObject(
        failure(401, { reason: 'Unauthorized', message: 'Unauthorized' }),
      );
    });

    it('lets nobody read objects without a token', async () => {
      const answer = await client.request('GET', at('pods'), {
        token: undefined,
      });
      expect(answer).toMatchObject(
        failure(403, {
          reason: 'Forbidden',
          message:
            'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
        }),
      );
    });

    it('lists the groups with their versions', async () => {
      expect(await client.get('/api')).toMatchObject({
        kind: 'APIVersions',
        versions: ['v1'],
      });
      const lws = {
        groupVersion: 'leaderworkerset.x-k8s.io/v1',
        version: 'v1',
      };
      expect(await client.get('/apis')).toMatchObject({
        kind: 'APIGroupList',
        groups: expect.arrayContaining([
          expect.objectContaining({
            name: 'apps',
            preferredVersion: { groupVersion: 'apps/v1', version: 'v1' },
          }),
          {
            name: 'leaderworkerset.x-k8s.io',
            versions: [lws],
            preferredVersion: lws,
          },
        ]),
      });
      expect(await client.get('/apis/leaderworkerset.x-k8s.io')).toMatchObject({
        kind: 'APIGroup',
        preferredVersion: lws,
      });
    });

    it('lists the resources of a built-in group', async () => {
      expect(await client.get('/apis/apps/v1')).toMatchObject({
        kind: 'APIResourceList',
        groupVersion: 'apps/v1',
        resources: expect.arrayContaining([
          expect.objectContaining({
            name: 'deployments',
            singularName: 'deployment',
            namespaced: true,
            kind: 'Deployment',
            verbs: expect.arrayContaining(['get', 'list', 'watch', 'patch']),
            shortNames: ['deploy'],
            categories: ['all'],
          }),
          expect.objectContaining({
            name: 'deployments/scale',
            group: 'autoscaling',
            version: 'v1',
            kind: 'Scale',
          }),
          expect.objectContaining({ name: 'deployments/status' }),
        ]),
      });
    });

    it('lists the resources of a CRD', async () => {
      expect(
        await client.get('/apis/leaderworkerset.x-k8s.io/v1'),
      ).toMatchObject({
        resources: [
          {
            name: 'leaderworkersets',
            singularName: 'leaderworkerset',
            namespaced: true,
            kind: 'LeaderWorkerSet',
            shortNames: ['lws'],
            verbs: inAnyOrder(
              'create',
              'delete',
              'deletecollection',
              'get',
              'list',
              'patch',
              'update',
              'watch',
            ),
          },
          {
            name: 'leaderworkersets/status',
            kind: 'LeaderWorkerSet',
            verbs: inAnyOrder('get', 'patch', 'update'),
          },
          {
            name: 'leaderworkersets/scale',
            group: 'autoscaling',
            version: 'v1',
            kind: 'Scale',
            verbs: inAnyOrder('get', 'patch', 'update'),
          },
        ],
      });
    });

    it('tells an unknown resource from an object that is missing', async () => {
      const unknown = pathOf('v1', 'things', { namespace: 'default' });
      expect(await client.request('GET', unknown)).toMatchObject(
        UNKNOWN_RESOURCE,
      );
      expect(
        await client.request('GET', at('configmaps', 'default', 'none')),
      ).toMatchObject(
        failure(404, {
          reason: 'NotFound',
          message: 'configmaps "none" not found',
          details: { name: 'none', kind: 'configmaps' },
        }),
      );
      expect(
        await client.request('GET', at('deployments', 'default', 'none')),
      ).toMatchObject(
        failure(404, {
          reason: 'NotFound',
          message: 'deployments.apps "none" not found',
          details: { name: 'none', group: 'apps', kind: 'deployments' },
        }),
      );
    });

    it('has no page for an unknown group or version', async () => {
      for (const path of [
        '/nothing',
        '/apis/none.example.com/v1/things',
        '/apis/leaderworkerset.x-k8s.io/v2/leaderworkersets',
      ]) {
        expect(await client.request('GET', path)).toMatchObject({
          status: 404,
          body: '404 page not found\n',
          headers: {
            'content-type': expect.stringMatching(/^text\/plain/),
          },
        });
      }
    });
  });
}
