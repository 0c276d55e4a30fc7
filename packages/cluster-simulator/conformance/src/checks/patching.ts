import { it } from '../check';
import { Client, PATCH } from '../client';
import {
  configMap,
  container,
  deployment,
  leaderWorkerSet,
  statefulSet,
} from '../fixtures';
import { Replicated } from '../objects';
import { at, pathOf } from '../paths';
import { failure, modified } from '../status';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';

/** Patching objects, but for server-side apply. */
export function patchingChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  const map = (name = 'a') => at('configmaps', namespace(), name);
  const patch = (path: string, contentType: string, body: unknown) =>
    client.request('PATCH', path, { body, contentType });

  describe('patching', () => {
    const apps = () => at('deployments', namespace(), 'd');
    beforeEach(async () => {
      await client.create(
        configMap(namespace(), 'a', { data: { x: '1', y: '2' } }),
      );
    });
    const createDeployment = () =>
      client.create(
        deployment(
          namespace(),
          'd',
          { replicas: 0 },
          {
            containers: [
              container({ env: [{ name: 'A', value: '1' }] }),
              container({ name: 'side' }),
            ],
          },
        ),
      );

    it('by JSON patch adds, replaces and removes', async () => {
      const changed = await client.patch(map(), PATCH.json, [
        { op: 'test', path: '/data/x', value: '1' },
        { op: 'replace', path: '/data/x', value: '9' },
        { op: 'remove', path: '/data/y' },
        { op: 'add', path: '/metadata/labels', value: { a: 'b' } },
      ]);
      expect(changed.data).toEqual({ x: '9' });
      expect(changed.metadata.labels).toEqual({ a: 'b' });
    });

    it('by JSON patch does all or nothing', async () => {
      for (const wrong of [
        { op: 'test', path: '/data/x', value: 'other' },
        { op: 'replace', path: '/none/x', value: 'other' },
      ]) {
        const answer = await patch(map(), PATCH.json, [
          { op: 'replace', path: '/data/y', value: '9' },
          wrong,
        ]);
        expect(answer).toMatchObject(
          failure(422, {
            reason: 'Invalid',
            message:
              'the server rejected our request due to an error in our request',
          }),
        );
      }
      expect((await client.get(map())).data).toEqual({ x: '1', y: '2' });
    });

    it('by merge patch merges objects and removes what is null', async () => {
      const changed = await client.merge(map(), {
        data: { x: null, z: '3' },
      });
      expect(changed.data).toEqual({ y: '2', z: '3' });
    });

    it('by merge patch replaces lists', async () => {
      await createDeployment();
      const changed = await client.merge<Replicated>(apps(), {
        spec: { template: { spec: { containers: [container()] } } },
      });
      const { containers } = changed.spec.template.spec;
      expect(containers.map(({ name }) => name)).toEqual(['main']);
      expect(containers[0].env).toBeUndefined();
    });

    it('by strategic merge patch finds containers and variables by name', async () => {
      await createDeployment();
      const env = [{ name: 'B', value: '2' }];
      const changed = await client.patch<Replicated>(apps(), PATCH.strategic, {
        spec: { template: { spec: { containers: [{ name: 'main', env }] } } },
      });
      const { containers } = changed.spec.template.spec;
      expect(containers.map(({ name }) => name)).toEqual(['main', 'side']);
      expect(containers[0].image).toBe(container().image);
      expect(containers[0].env).toEqual([
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ]);
    });

    it('by strategic merge patch deletes from lists, and replaces them', async () => {
      await createDeployment();
      const { spec } = await client.patch<Replicated>(apps(), PATCH.strategic, {
        spec: {
          template: {
            spec: {
              containers: [
                { name: 'side', $patch: 'delete' },
                {
                  name: 'main',
                  env: [{ $patch: 'replace' }, { name: 'C', value: '3' }],
                },
              ],
            },
          },
        },
      });
      expect(spec.template.spec.containers).toMatchObject([
        { name: 'main', env: [{ name: 'C', value: '3' }] },
      ]);
      expect(spec.template.spec.containers[0].env).toHaveLength(1);
    });

    it('by strategic merge patch is not for custom resources', async () => {
      await client.create(leaderWorkerSet(namespace(), 'l', { replicas: 0 }));
      expect(
        await patch(
          at('leaderworkersets', namespace(), 'l'),
          PATCH.strategic,
          {},
        ),
      ).toMatchObject(
        failure(415, {
          reason: 'UnsupportedMediaType',
          message: expect.stringMatching(
            /^the body of the request was in an unknown format - accepted media types include: application\/json-patch\+json, application\/merge-patch\+json, application\/apply-patch\+yaml/,
          ),
        }),
      );
    });

    it('needs to be told how', async () => {
      expect(await patch(map(), 'application/json', {})).toMatchObject(
        failure(415, { reason: 'UnsupportedMediaType' }),
      );
    });

    it('needs a patch that can be read', async () => {
      expect(await patch(map(), PATCH.merge, 'no JSON')).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message: expect.stringMatching(/^error decoding patch: /),
        }),
      );
      expect(await patch(map(), PATCH.json, { x: 1 })).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message: expect.stringMatching(/^error decoding patch: /),
        }),
      );
    });

    it('needs an object', async () => {
      expect(await patch(map('none'), PATCH.merge, {})).toMatchObject(
        failure(404, {
          reason: 'NotFound',
          message: 'configmaps "none" not found',
        }),
      );
      expect(
        await patch(
          pathOf('v1', 'things', { namespace: namespace(), name: 'a' }),
          PATCH.merge,
          {},
        ),
      ).toMatchObject(failure(404, { reason: 'NotFound' }));
    });

    it('that changes nothing keeps the version', async () => {
      const before = await client.get(map());
      expect(await client.merge(map(), { data: { x: '1' } })).toEqual(before);
    });

    it('with a version that has passed is a conflict', async () => {
      const { metadata } = await client.get(map());
      await client.merge(map(), { data: { x: '2' } });
      const { resourceVersion } = metadata;
      expect(
        await patch(map(), PATCH.merge, {
          metadata: { resourceVersion },
          data: { x: '3' },
        }),
      ).toMatchObject(modified('configmaps "a"'));
    });

    it('stores nothing in a dry run', async () => {
      const before = await client.get(map());
      const answer = await client.merge(
        map(),
        { data: { x: '2' } },
        { dryRun: 'All' },
      );
      expect(answer.data).toMatchObject({ x: '2' });
      expect(await client.get(map())).toEqual(before);
    });

    it('of a status merges its conditions by type', async () => {
      await client.create(statefulSet(namespace(), 's', { replicas: 0 }));
      const path = at('statefulsets', namespace(), 's', 'status');
      const changed = await client.patch<Replicated>(path, PATCH.strategic, {
        status: {
          replicas: 0,
          conditions: [{ type: 'Mine', status: 'True' }],
        },
      });
      expect(changed.status.conditions).toMatchObject([{ type: 'Mine' }]);
    });
  });
}
