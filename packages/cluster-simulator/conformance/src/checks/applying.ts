import { it } from '../check';
import { Client } from '../client';
import { configMap, container, deployment, leaderWorkerSet } from '../fixtures';
import { Manifest, Replicated, Resource } from '../objects';
import { at } from '../paths';
import { failure } from '../status';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';

/** Managers with what they have set: the part of `managedFields` that counts. */
function owners({ metadata }: Resource) {
  return Object.fromEntries(
    (metadata.managedFields ?? []).map(
      ({ manager, operation, subresource, fieldsV1 }) => [
        [manager, operation, subresource].filter(Boolean).join(' '),
        fieldsV1,
      ],
    ),
  );
}

function applyConflict(message: string, ...fields: string[]) {
  return failure(409, {
    reason: 'Conflict',
    message,
    details: {
      causes: fields.map(field => ({
        reason: 'FieldManagerConflict',
        message: expect.stringMatching(/^conflict with "/),
        field,
      })),
    },
  });
}

/** Server-side apply. */
export function applyingChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  const map = (data?: Record<string, string>): Manifest =>
    configMap(namespace(), 'a', { data });
  const path = () => at('configmaps', namespace(), 'a');

  describe('applying', () => {
    it('creates an object, and notes who has set what', async () => {
      const answer = await client.tryApply(
        configMap(namespace(), 'a', { data: { x: '1' }, labels: { l: 'm' } }),
        { manager: 'one' },
      );
      expect(answer).toMatchObject({
        status: 201,
        body: {
          kind: 'ConfigMap',
          data: { x: '1' },
          metadata: {
            managedFields: [
              {
                manager: 'one',
                operation: 'Apply',
                apiVersion: 'v1',
                fieldsType: 'FieldsV1',
                fieldsV1: {
                  'f:data': { 'f:x': {} },
                  'f:metadata': { 'f:labels': { 'f:l': {} } },
                },
              },
            ],
          },
        },
      });
    });

    it('changes an object, answering 200', async () => {
      await client.apply(map({ x: '1' }));
      expect(await client.tryApply(map({ x: '2' }))).toMatchObject({
        status: 200,
        body: { data: { x: '2' } },
      });
    });

    it('of the same again changes nothing, not even the version', async () => {
      const first = await client.apply(map({ x: '1' }));
      expect(await client.apply(map({ x: '1' }))).toEqual(first);
    });

    it('removes what the manager does not apply any more', async () => {
      await client.apply(map({ x: '1', y: '2' }));
      const changed = await client.apply(map({ y: '2' }));
      expect(changed.data).toEqual({ y: '2' });
      expect(owners(changed)).toEqual({
        'checks Apply': { 'f:data': { 'f:y': {} } },
      });
    });

    it('refuses to change what another manager has applied', async () => {
      await client.apply(map({ x: '1' }), { manager: 'one' });
      expect(
        await client.tryApply(map({ x: '2' }), { manager: 'two' }),
      ).toMatchObject(
        applyConflict(
          'Apply failed with 1 conflict: conflict with "one": .data.x',
          '.data.x',
        ),
      );
      expect((await client.get(path())).data).toEqual({ x: '1' });
    });

    it('names every field that is in conflict', async () => {
      await client.apply(map({ x: '1', y: '2' }), { manager: 'one' });
      expect(
        await client.tryApply(map({ x: '2', y: '3' }), { manager: 'two' }),
      ).toMatchObject(
        applyConflict(
          'Apply failed with 2 conflicts: conflicts with "one":\n- .data.x\n- .data.y',
          '.data.x',
          '.data.y',
        ),
      );
    });

    it('refuses to change what somebody has updated', async () => {
      await client.apply(map({ x: '1' }), { manager: 'one' });
      await client.merge(
        path(),
        { data: { x: '5' } },
        { fieldManager: 'editor' },
      );
      expect(
        await client.tryApply(map({ x: '1' }), { manager: 'one' }),
      ).toMatchObject(
        applyConflict(
          'Apply failed with 1 conflict: conflict with "editor" using v1: .data.x',
          '.data.x',
        ),
      );
    });

    it('takes over what it is forced to', async () => {
      await client.apply(map({ x: '1', y: '1' }), { manager: 'one' });
      const changed = await client.apply(map({ x: '2' }), {
        manager: 'two',
        force: true,
      });
      expect(changed.data).toEqual({ x: '2', y: '1' });
      expect(owners(changed)).toEqual({
        'one Apply': { 'f:data': { 'f:y': {} } },
        'two Apply': { 'f:data': { 'f:x': {} } },
      });
    });

    it('lets managers share a value, which stays until both let go', async () => {
      await client.apply(map({ x: '1' }), { manager: 'one' });
      const shared = await client.apply(map({ x: '1' }), { manager: 'two' });
      expect(owners(shared)).toEqual({
        'one Apply': { 'f:data': { 'f:x': {} } },
        'two Apply': { 'f:data': { 'f:x': {} } },
      });
      expect(
        (await client.apply(map({ y: '2' }), { manager: 'one' })).data,
      ).toEqual({ x: '1', y: '2' });
      expect(
        (await client.apply(map({ z: '3' }), { manager: 'two' })).data,
      ).toEqual({ y: '2', z: '3' });
    });

    it('does not touch what others have set elsewhere', async () => {
      await client.apply(map({ x: '1' }));
      await client.merge(
        path(),
        { metadata: { labels: { theirs: 'yes' } } },
        { fieldManager: 'editor' },
      );
      const changed = await client.apply(map({ x: '2' }));
      expect(changed.metadata.labels).toEqual({ theirs: 'yes' });
      expect(owners(changed)).toEqual({
        'checks Apply': { 'f:data': { 'f:x': {} } },
        'editor Update': {
          'f:metadata': { 'f:labels': { '.': {}, 'f:theirs': {} } },
        },
      });
    });

    it('stores nothing in a dry run, and finds conflicts all the same', async () => {
      const query = { dryRun: 'All' };
      expect((await client.tryApply(map({ x: '1' }), { query })).status).toBe(
        201,
      );
      expect((await client.request('GET', path())).status).toBe(404);
      const first = await client.apply(map({ x: '1' }), { manager: 'one' });
      const conflicting = { manager: 'two', query };
      expect((await client.tryApply(map({ x: '2' }), conflicting)).status).toBe(
        409,
      );
      expect(await client.get(path())).toEqual(first);
    });

    it('needs the name of a manager', async () => {
      expect(await client.tryApply(map(), { manager: '' })).toMatchObject(
        failure(422, {
          reason: 'Invalid',
          message:
            'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
        }),
      );
    });

    it('needs the name of the path', async () => {
      const answer = await client.request('PATCH', path(), {
        body: configMap(namespace(), 'b'),
        contentType: 'application/apply-patch+yaml',
        query: { fieldManager: 'one' },
      });
      expect(answer).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message:
            'the name of the object (b) does not match the name on the URL (a)',
        }),
      );
    });

    it('takes YAML', async () => {
      const answer = await client.request('PATCH', path(), {
        body: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x: "1"\n',
        contentType: 'application/apply-patch+yaml',
        query: { fieldManager: 'one' },
      });
      expect(answer).toMatchObject({ status: 201, body: { data: { x: '1' } } });
    });

    it('does not take notes of who has set what', async () => {
      const copied = await client.apply(map({ x: '1' }));
      expect(
        await client.tryApply({
          ...copied,
          ...map({ x: '1' }),
          metadata: copied.metadata as unknown as Manifest['metadata'],
        }),
      ).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message: 'metadata.managedFields must be nil',
        }),
      );
    });

    it('refuses unknown fields', async () => {
      expect(await client.tryApply({ ...map(), colour: 'red' })).toMatchObject({
        status: 500,
        body: {
          message:
            'failed to create typed patch object (' +
            `${namespace()}/a; /v1, Kind=ConfigMap): .colour: field not declared in schema`,
        },
      });
    });

    it('to a namespace that is not there answers 404', async () => {
      expect(await client.tryApply(configMap('nowhere', 'a'))).toMatchObject(
        failure(404, {
          reason: 'NotFound',
          message: 'namespaces "nowhere" not found',
        }),
      );
    });

    it('is noted beside what others update, status apart', async () => {
      await client.apply(deployment(namespace(), 'd', { replicas: 0 }), {
        manager: 'one',
      });
      await client.merge(
        at('deployments', namespace(), 'd', 'status'),
        { status: { conditions: [{ type: 'Mine', status: 'True' }] } },
        { fieldManager: 'reporter' },
      );
      const noted = owners(
        await client.get(at('deployments', namespace(), 'd')),
      );
      expect(noted['reporter Update status']).toMatchObject({
        'f:status': { 'f:conditions': expect.any(Object) },
      });
      expect(noted['one Apply']).toEqual({
        'f:spec': {
          'f:replicas': {},
          'f:selector': {},
          'f:template': {
            'f:metadata': { 'f:labels': { 'f:app': {} } },
            'f:spec': {
              'f:containers': {
                'k:{"name":"main"}': {
                  '.': {},
                  'f:image': {},
                  'f:name': {},
                },
              },
            },
          },
        },
      });
    });
  });

  describe('applying lists', () => {
    const withEnv = (env: Array<{ name: string; value: string }>) =>
      deployment(
        namespace(),
        'd',
        { replicas: 0 },
        { containers: [container({ env })] },
      );
    const envOf = ({ spec }: Replicated) =>
      spec.template.spec.containers[0].env;

    it('merges containers and variables by name', async () => {
      await client.apply(withEnv([{ name: 'A', value: '1' }]), {
        manager: 'one',
      });
      const both = await client.apply<Replicated>(
        withEnv([{ name: 'B', value: '2' }]),
        { manager: 'two' },
      );
      expect(envOf(both)).toEqual([
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ]);
      const left = await client.apply<Replicated>(withEnv([]), {
        manager: 'one',
      });
      expect(envOf(left)).toEqual([{ name: 'B', value: '2' }]);
    });

    it('names an item by its key when it is in conflict', async () => {
      await client.apply(withEnv([{ name: 'A', value: '1' }]), {
        manager: 'one',
      });
      expect(
        await client.tryApply(withEnv([{ name: 'A', value: '2' }]), {
          manager: 'two',
        }),
      ).toMatchObject(
        applyConflict(
          'Apply failed with 1 conflict: conflict with "one": .spec.template.spec.containers[name="main"].env[name="A"].value',
          '.spec.template.spec.containers[name="main"].env[name="A"].value',
        ),
      );
    });

    it('does the same in custom resources, by the lists of their CRD', async () => {
      const lws = (manager: string, image: string) =>
        client.tryApply(
          leaderWorkerSet(namespace(), 'l', {
            replicas: 0,
            worker: { containers: [container({ image })] },
          }),
          { manager },
        );
      const created = await lws('one', 'a');
      expect(created.status).toBe(201);
      expect(owners(created.body as Resource)['one Apply']).toMatchObject({
        'f:spec': {
          'f:leaderWorkerTemplate': {
            'f:workerTemplate': {
              'f:spec': {
                'f:containers': { 'k:{"name":"main"}': { 'f:image': {} } },
              },
            },
          },
        },
      });
      const image =
        '.spec.leaderWorkerTemplate.workerTemplate.spec.containers[name="main"].image';
      expect(await lws('two', 'b')).toMatchObject(
        applyConflict(
          `Apply failed with 1 conflict: conflict with "one": ${image}`,
          image,
        ),
      );
    });
  });
}
