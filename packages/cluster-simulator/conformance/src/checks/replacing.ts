import { it } from '../check';
import { Client, PATCH } from '../client';
import {
  configMap,
  deployment,
  GATED,
  leaderWorkerSet,
  pod,
  statefulSet,
} from '../fixtures';
import { Pod, Replicated } from '../objects';
import { at } from '../paths';
import { failure, invalidField, modified } from '../status';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';

/** Replacing objects, and what can be changed of them. */
export function replacingChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  const map = (name = 'a') => at('configmaps', namespace(), name);
  const put = (path: string, body: unknown) =>
    client.request('PUT', path, { body });
  const patch = (path: string, contentType: string, body: unknown) =>
    client.request('PATCH', path, { body, contentType });

  describe('replacing', () => {
    const createMap = () =>
      client.create(configMap(namespace(), 'a', { data: { x: '1' } }));

    it('replaces everything', async () => {
      const { metadata } = await createMap();
      const changed = await client.replace(
        map(),
        configMap(namespace(), 'a', { data: { y: '2' } }),
      );
      expect(changed.data).toEqual({ y: '2' });
      expect(changed.metadata.uid).toBe(metadata.uid);
      expect(changed.metadata.creationTimestamp).toBe(
        metadata.creationTimestamp,
      );
    });

    it('of an object that has changed meanwhile is a conflict', async () => {
      const created = await createMap();
      await client.replace(map(), { ...created, data: { x: '2' } });
      expect(await put(map(), { ...created, data: { x: '3' } })).toMatchObject(
        modified('configmaps "a"'),
      );
    });

    it('by the same changes nothing, not even the version', async () => {
      const created = await createMap();
      expect(await client.replace(map(), created)).toEqual(created);
    });

    it('needs the version for custom resources', async () => {
      const lws = leaderWorkerSet(namespace(), 'a', { replicas: 0 });
      await client.create(lws);
      expect(
        await put(at('leaderworkersets', namespace(), 'a'), lws),
      ).toMatchObject(
        invalidField(
          'leaderworkersets.leaderworkerset.x-k8s.io "a"',
          'metadata.resourceVersion',
          'Invalid value: 0: must be specified for an update',
        ),
      );
    });

    it('creates nothing', async () => {
      expect(
        await put(map('none'), configMap(namespace(), 'none')),
      ).toMatchObject(
        failure(404, {
          reason: 'NotFound',
          message: 'configmaps "none" not found',
        }),
      );
    });

    it('needs the name of the path', async () => {
      const created = await createMap();
      expect(await put(map('b'), created)).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message:
            'the name of the object (a) does not match the name on the URL (b)',
        }),
      );
    });

    it('does not take one object for another of its name', async () => {
      const { uid } = (await createMap()).metadata;
      const other = configMap(namespace(), 'a');
      other.metadata.uid = 'other';
      expect(await put(map(), other)).toMatchObject(
        failure(409, {
          reason: 'Conflict',
          message: expect.stringContaining(
            `Precondition failed: UID in precondition: other, UID in object meta: ${uid}`,
          ),
        }),
      );
    });

    it('stores nothing in a dry run', async () => {
      const created = await createMap();
      const answer = await client.replace(
        map(),
        { ...created, data: { x: '2' } },
        { dryRun: 'All' },
      );
      expect(answer.data).toEqual({ x: '2' });
      expect(await client.get(map())).toEqual(created);
    });
  });

  describe('generations and status', () => {
    const path = (subresource?: string) =>
      at('deployments', namespace(), 'd', subresource);
    beforeEach(() =>
      client.create(
        deployment(namespace(), 'd', { replicas: 0, paused: true }),
      ),
    );
    const generation = async () =>
      (await client.get(path())).metadata.generation;

    it('count changes of the spec alone', async () => {
      await client.merge(path(), { metadata: { labels: { a: 'b' } } });
      await client.merge(path('status'), { status: { replicas: 7 } });
      expect(await generation()).toBe(1);
      await client.merge(path(), { spec: { minReadySeconds: 1 } });
      expect(await generation()).toBe(2);
      await client.merge(path(), { spec: { minReadySeconds: 1 } });
      expect(await generation()).toBe(2);
    });

    it('count changes of custom resources the same way', async () => {
      await client.create(leaderWorkerSet(namespace(), 'l', { replicas: 0 }));
      const lws = at('leaderworkersets', namespace(), 'l');
      const counted = async () => (await client.get(lws)).metadata.generation;
      await client.merge(lws, { metadata: { labels: { a: 'b' } } });
      expect(await counted()).toBe(1);
      await client.merge(lws, { spec: { startupPolicy: 'LeaderReady' } });
      expect(await counted()).toBe(2);
    });

    it('are changed one without the other', async () => {
      const before = await client.get<Replicated>(path());
      await client.merge(path(), {
        spec: { minReadySeconds: 1 },
        status: { unavailableReplicas: 7 },
      });
      const main = await client.get<Replicated>(path());
      expect(main.spec).toMatchObject({ minReadySeconds: 1 });
      expect(main.status).not.toHaveProperty('unavailableReplicas');
      await client.merge(path('status'), {
        spec: { minReadySeconds: 5 },
        metadata: { labels: { a: 'b' } },
        status: { observedGeneration: 99 },
      });
      const after = await client.get<Replicated>(path());
      expect(after.spec).toMatchObject({ minReadySeconds: 1 });
      expect(after.metadata.labels).toEqual(before.metadata.labels);
    });

    it('of another version is a conflict', async () => {
      const { metadata } = await client.get(path());
      await client.merge(path(), { metadata: { labels: { a: 'b' } } });
      const { resourceVersion } = metadata;
      expect(
        await patch(path('status'), PATCH.merge, {
          metadata: { resourceVersion },
          status: { replicas: 1 },
        }),
      ).toMatchObject(modified('deployments.apps "d"'));
    });
  });

  describe('fields that cannot change', () => {
    it('are the selector of a Deployment', async () => {
      await client.create(deployment(namespace(), 'd', { replicas: 0 }));
      const labels = { app: 'other' };
      expect(
        await patch(at('deployments', namespace(), 'd'), PATCH.merge, {
          spec: {
            selector: { matchLabels: labels },
            template: { metadata: { labels } },
          },
        }),
      ).toMatchObject(
        invalidField(
          'Deployment.apps "d"',
          'spec.selector',
          'Invalid value: {"matchLabels":{"app":"other"}}: field is immutable',
        ),
      );
    });

    it('are most of a StatefulSet', async () => {
      await client.create(statefulSet(namespace(), 's', { replicas: 0 }));
      expect(
        await patch(at('statefulsets', namespace(), 's'), PATCH.merge, {
          spec: { serviceName: 'other' },
        }),
      ).toMatchObject(
        invalidField(
          'StatefulSet.apps "s"',
          'spec',
          "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
        ),
      );
    });

    it('are most of a pod, but not its image', async () => {
      await client.create(pod(namespace(), 'p', GATED));
      const path = at('pods', namespace(), 'p');
      const image = 'example.com/other:2';
      const changed = await client.patch<Pod>(path, PATCH.strategic, {
        spec: { containers: [{ name: 'main', image }] },
      });
      expect(changed.spec.containers[0].image).toBe(image);
      expect(
        await patch(path, PATCH.merge, { spec: { hostname: 'other' } }),
      ).toMatchObject(
        failure(422, {
          reason: 'Invalid',
          message: expect.stringMatching(
            /^Pod "p" is invalid: spec: Forbidden: pod updates may not change fields other than `spec\.containers\[\*\]\.image`,/,
          ),
        }),
      );
    });
  });
}
