import { it } from '../check';
import { Client, PATCH } from '../client';
import { configMap, GATED, pod, replicaSet } from '../fixtures';
import { Manifest, Pod, Resource } from '../objects';
import { at } from '../paths';
import { failure } from '../status';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { eventually } from '../waiting';

/** Deleting objects, and what depends on them. */
export function deletingChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  const map = (name: string) => at('configmaps', namespace(), name);
  const statusOf = async (path: string) =>
    (await client.request('GET', path)).status;
  const createMap = (name: string, metadata: object = {}) => {
    const manifest = configMap(namespace(), name);
    return client.create({
      ...manifest,
      metadata: { ...manifest.metadata, ...metadata },
    });
  };
  const gone = (path: string) =>
    eventually(async () => expect(await statusOf(path)).toBe(404));

  describe('deleting', () => {
    it('answers success, and the object is gone', async () => {
      const { metadata } = await createMap('a');
      const answer = await client.request('DELETE', map('a'));
      expect(answer).toMatchObject({
        status: 200,
        body: {
          kind: 'Status',
          status: 'Success',
          details: { name: 'a', kind: 'configmaps', uid: metadata.uid },
        },
      });
      expect(await statusOf(map('a'))).toBe(404);
    });

    it('of what is not there answers 404', async () => {
      expect(await client.request('DELETE', map('a'))).toMatchObject(
        failure(404, {
          reason: 'NotFound',
          message: 'configmaps "a" not found',
          details: { name: 'a', kind: 'configmaps' },
        }),
      );
    });

    it('of another than the one that is meant is a conflict', async () => {
      const { metadata } = await createMap('a');
      const tryDelete = (preconditions: object) =>
        client.request('DELETE', map('a'), { body: { preconditions } });
      expect(await tryDelete({ uid: 'other' })).toMatchObject(
        failure(409, {
          reason: 'Conflict',
          message: `Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition (other) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
        }),
      );
      expect(await tryDelete({ resourceVersion: '1' })).toMatchObject(
        failure(409, {
          reason: 'Conflict',
          message: `Operation cannot be fulfilled on ConfigMap "a": the ResourceVersion in the precondition (1) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
        }),
      );
      const { uid, resourceVersion } = metadata;
      expect((await tryDelete({ uid, resourceVersion })).status).toBe(200);
    });

    it('deletes nothing in a dry run', async () => {
      await createMap('a');
      await client.delete(map('a'), { dryRun: ['All'] });
      await client.request('DELETE', map('a'), { query: { dryRun: 'All' } });
      expect(await statusOf(map('a'))).toBe(200);
    });

    it('knows three ways', async () => {
      await createMap('a');
      const answer = await client.request('DELETE', map('a'), {
        query: { propagationPolicy: 'Sideways' },
      });
      expect(answer).toMatchObject(
        failure(422, {
          reason: 'Invalid',
          message:
            'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Sideways": supported values: "Foreground", "Background", "Orphan", "nil"',
        }),
      );
    });

    it('selects among all of a kind', async () => {
      await createMap('a', { labels: { delete: 'yes' } });
      await createMap('b', { labels: { delete: 'yes' } });
      await createMap('c', { labels: { delete: 'no' } });
      const answer = await client.request(
        'DELETE',
        at('configmaps', namespace()),
        { query: { labelSelector: 'delete=yes' } },
      );
      expect(answer).toMatchObject({
        status: 200,
        body: { kind: 'ConfigMapList' },
      });
      const left = await client.items(at('configmaps', namespace()), {
        labelSelector: 'delete',
      });
      expect(left.map(({ metadata }) => metadata.name)).toEqual(['c']);
    });
  });

  describe('finalizers', () => {
    const held = { finalizers: ['example.com/hold'] };

    it('keep an object until they are taken off', async () => {
      await createMap('a', held);
      const marked = await client.delete(map('a'));
      expect(marked).toMatchObject({
        kind: 'ConfigMap',
        metadata: {
          ...held,
          deletionTimestamp: expect.any(String),
          deletionGracePeriodSeconds: 0,
        },
      });
      // Again: it changes nothing.
      expect(await client.delete(map('a'))).toEqual(marked);
      expect(await client.get(map('a'))).toEqual(marked);
      await client.merge(map('a'), { metadata: { finalizers: null } });
      expect(await statusOf(map('a'))).toBe(404);
    });

    it('cannot be added after that', async () => {
      await createMap('a', held);
      await client.delete(map('a'));
      const answer = await client.request('PATCH', map('a'), {
        body: { metadata: { finalizers: ['example.com/new'] } },
        contentType: PATCH.merge,
      });
      expect(answer).toMatchObject(
        failure(422, {
          reason: 'Invalid',
          message:
            'ConfigMap "a" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/new"}',
        }),
      );
      await client.merge(map('a'), { metadata: { finalizers: null } });
    });

    it('do not keep it from other changes', async () => {
      await createMap('a', held);
      await client.delete(map('a'));
      expect(await client.merge(map('a'), { data: { x: '1' } })).toMatchObject({
        data: { x: '1' },
      });
      await client.merge(map('a'), { metadata: { finalizers: null } });
    });
  });

  describe('dependents', () => {
    const ownedBy = (
      owner: Resource,
      more: Record<string, unknown> = {},
    ): object => ({
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: owner.metadata.name,
          uid: owner.metadata.uid,
          ...more,
        },
      ],
    });

    it('are deleted after their owner', async () => {
      const owner = await createMap('owner');
      await createMap('child', ownedBy(owner));
      await client.delete(map('owner'), { propagationPolicy: 'Background' });
      expect(await statusOf(map('owner'))).toBe(404);
      await gone(map('child'));
    });

    it('are deleted before their owner in the foreground', async () => {
      const owner = await createMap('owner');
      await createMap('child', {
        ...ownedBy(owner, { blockOwnerDeletion: true }),
        finalizers: ['example.com/hold'],
      });
      const marked = await client.delete(map('owner'), {
        propagationPolicy: 'Foreground',
      });
      expect(marked).toMatchObject({
        kind: 'ConfigMap',
        metadata: {
          deletionTimestamp: expect.any(String),
          finalizers: ['foregroundDeletion'],
        },
      });
      await eventually(async () =>
        expect(await client.get(map('child'))).toHaveProperty(
          'metadata.deletionTimestamp',
        ),
      );
      expect(await statusOf(map('owner'))).toBe(200);
      await client.merge(map('child'), { metadata: { finalizers: null } });
      await gone(map('owner'));
    });

    it('stay when they are orphaned', async () => {
      const owner = await createMap('owner');
      const child = await createMap('child', ownedBy(owner));
      await client.delete(map('owner'), { propagationPolicy: 'Orphan' });
      await gone(map('owner'));
      const orphan = await client.get(map('child'));
      expect(orphan.metadata.uid).toBe(child.metadata.uid);
      expect(orphan.metadata).not.toHaveProperty('ownerReferences');
    });

    it('stay as long as another owner is there', async () => {
      const [one, two] = [await createMap('one'), await createMap('two')];
      const references = [one, two].map(
        owner => (ownedBy(owner) as Manifest['metadata']).ownerReferences,
      );
      await createMap('child', { ownerReferences: references.flat() });
      await client.delete(map('one'));
      await eventually(async () => {
        const { metadata } = await client.get(map('child'));
        expect(metadata.ownerReferences).toMatchObject([{ name: 'two' }]);
      });
      await client.delete(map('two'));
      await gone(map('child'));
    });

    it('of an owner that is gone are deleted', async () => {
      const owner = await createMap('owner');
      await client.delete(map('owner'));
      await createMap('child', ownedBy(owner));
      await gone(map('child'));
    });
  });

  describe('pods', () => {
    it('that are on no node are gone at once', async () => {
      await client.create(pod(namespace(), 'p', GATED));
      const path = at('pods', namespace(), 'p');
      expect(await client.delete(path)).toMatchObject({
        kind: 'Pod',
        metadata: { deletionTimestamp: expect.any(String) },
      });
      expect(await statusOf(path)).toBe(404);
    });

    it('that run get their grace period, then they go', async () => {
      await client.create(pod(namespace(), 'p'));
      const path = at('pods', namespace(), 'p');
      await eventually(async () =>
        expect(await client.get<Pod>(path)).toMatchObject({
          status: { phase: 'Running' },
        }),
      );
      const before = Date.now();
      const marked = await client.delete<Pod>(path);
      expect(marked.metadata.deletionGracePeriodSeconds).toBe(30);
      // The time at which the grace period ends.
      const end = Date.parse(marked.metadata.deletionTimestamp!);
      expect(end - before).toBeGreaterThan(27_000);
      expect(end - before).toBeLessThan(33_000);
      await gone(path);
    });

    it('that run can be removed without grace', async () => {
      await client.create(pod(namespace(), 'p', { nodeName: 'no-such-node' }));
      const path = at('pods', namespace(), 'p');
      await client.delete(path, { gracePeriodSeconds: 0 });
      expect(await statusOf(path)).toBe(404);
    });
  });

  describe('a namespace that is deleted', () => {
    it('takes its content with it', async () => {
      await createMap('a');
      await client.create(
        replicaSet(namespace(), 'r', {
          replicas: 1,
          template: {
            metadata: { labels: { app: 'r' } },
            spec: { containers: [{ name: 'main', image: 'x' }], ...GATED },
          },
        }),
      );
      const path = at('namespaces', undefined, namespace());
      const marked = await client.delete(path);
      expect(marked).toMatchObject({
        kind: 'Namespace',
        status: { phase: 'Terminating' },
        metadata: { deletionTimestamp: expect.any(String) },
      });
      await gone(path);
      for (const plural of ['configmaps', 'replicasets', 'pods'] as const) {
        expect(await client.items(at(plural, namespace()))).toEqual([]);
      }
      await client.create({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace() },
      });
    });
  });
}
