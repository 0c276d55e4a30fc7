import { it } from '../check';
import { Client, PATCH } from '../client';
import { Condition, List, Resource } from '../objects';
import { at, pathOf } from '../paths';
import { failure, invalidField } from '../status';
import { uniqueName, useNamespace } from '../surroundings';
import { Answer, GetTarget, Query } from '@aikit-backstage/test-target';
import { eventually, rest, take } from '../waiting';

const SCHEMA = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      required: ['size'],
      properties: {
        size: { type: 'integer', minimum: 1 },
        colour: { type: 'string', enum: ['red', 'blue'], default: 'red' },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        port: { 'x-kubernetes-int-or-string': true },
      },
    },
    status: { type: 'object', properties: { x: { type: 'integer' } } },
  },
};

function definition(group: string) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `widgets.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: SCHEMA },
        },
      ],
    },
  };
}

interface Definition extends Resource {
  status?: { conditions?: Condition[] };
}

/** Kinds that are registered while the server runs. */
export function customResourceChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  // Checks share the kind: registering one takes the server seconds.
  const group = `${uniqueName('checks')}.example.com`;
  const apiVersion = `${group}/v1`;
  const crd = at('customresourcedefinitions', undefined, `widgets.${group}`);

  const widgets = () =>
    pathOf(apiVersion, 'widgets', { namespace: namespace() });
  const widget = (name: string, subresource?: string) =>
    pathOf(apiVersion, 'widgets', {
      namespace: namespace(),
      name,
      subresource,
    });
  const tryCreate = (spec: object, query?: Query): Promise<Answer> =>
    client.request('POST', widgets(), {
      body: { apiVersion, kind: 'Widget', metadata: { name: 'a' }, spec },
      query,
    });
  const create = async (spec: object): Promise<Resource> => {
    const { status, body } = await tryCreate(spec);
    expect(status).toBe(201);
    return body as Resource;
  };
  const subject = `Widget.${group} "a"`;

  const established = () =>
    eventually(async () => {
      const { status } = await client.get<Definition>(crd);
      expect(status?.conditions).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            type: 'NamesAccepted',
            status: 'True',
            reason: 'NoConflicts',
          }),
          expect.objectContaining({
            type: 'Established',
            status: 'True',
            reason: 'InitialNamesAccepted',
          }),
        ]),
      );
      await client.get(pathOf(apiVersion, 'widgets'));
    });

  beforeAll(async () => {
    await client.create(definition(group));
    await established();
  }, 30_000);

  afterAll(async () => {
    await client.request('DELETE', crd);
  });

  describe('a new kind', () => {
    it('is served and discovered', async () => {
      expect(await client.get(widgets())).toMatchObject({
        apiVersion,
        kind: 'WidgetList',
        items: [],
      });
      expect(await client.get(`/apis/${apiVersion}`)).toMatchObject({
        resources: [
          { name: 'widgets', singularName: 'widget', kind: 'Widget' },
          { name: 'widgets/status' },
        ],
      });
    });

    it('has its names filled in', async () => {
      expect(await client.get(crd)).toMatchObject({
        spec: {
          names: {
            plural: 'widgets',
            singular: 'widget',
            kind: 'Widget',
            listKind: 'WidgetList',
          },
        },
        status: {
          acceptedNames: { plural: 'widgets', kind: 'Widget' },
          storedVersions: ['v1'],
        },
      });
    });

    it('is named after its plural and its group', async () => {
      const wrong = { ...definition(group), metadata: { name: 'wrong' } };
      expect(await client.tryCreate(wrong)).toMatchObject(
        failure(422, {
          reason: 'Invalid',
          message: expect.stringContaining(
            'metadata.name: Invalid value: "wrong": must be spec.names.plural+"."+spec.group',
          ),
        }),
      );
    });

    it('cannot be watched from before it was there', async () => {
      const watch = await target().watch(widgets(), {
        resourceVersion: 1,
        timeoutSeconds: 5,
      });
      expect(await rest(watch)).toMatchObject([
        { type: 'ERROR', object: { reason: 'Expired', code: 410 } },
      ]);
    });

    it('is gone with its definition', async () => {
      const other = `${uniqueName('other')}.example.com`;
      await client.create(definition(other));
      const path = pathOf(`${other}/v1`, 'widgets');
      await eventually(async () => {
        await client.get(path);
      });
      await client.delete(
        at('customresourcedefinitions', undefined, `widgets.${other}`),
      );
      await eventually(async () =>
        expect(await client.request('GET', path)).toMatchObject({
          status: 404,
          body: '404 page not found\n',
        }),
      );
    });
  });

  describe('a custom resource', () => {
    it('gets defaults, and loses what its schema does not know', async () => {
      const created = await create({
        size: 1,
        unknown: true,
        free: { any: [1] },
      });
      expect(created.spec).toEqual({
        size: 1,
        colour: 'red',
        free: { any: [1] },
      });
      expect(created.metadata.generation).toBe(1);
    });

    it('is refused with unknown fields when asked to be strict', async () => {
      expect(
        await tryCreate({ size: 1, unknown: 1 }, { fieldValidation: 'Strict' }),
      ).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message:
            'Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.unknown"',
        }),
      );
    });

    it('is refused without what is required', async () => {
      expect(await tryCreate({})).toMatchObject(
        invalidField(subject, 'spec.size', 'Required value'),
      );
    });

    it('is refused below the minimum', async () => {
      expect(await tryCreate({ size: 0 })).toMatchObject(
        invalidField(
          subject,
          'spec.size',
          'Invalid value: 0: spec.size in body should be greater than or equal to 1',
        ),
      );
    });

    it('is refused with every field of another type or value', async () => {
      const answer = await tryCreate({ size: 'x', colour: 'green' });
      const causes = [
        {
          reason: 'FieldValueTypeInvalid',
          message:
            'Invalid value: "string": spec.size in body must be of type integer: "string"',
          field: 'spec.size',
        },
        {
          reason: 'FieldValueNotSupported',
          message:
            'Unsupported value: "green": supported values: "red", "blue"',
          field: 'spec.colour',
        },
      ];
      // In no order.
      expect(answer).toMatchObject(
        failure(422, {
          reason: 'Invalid',
          details: {
            name: 'a',
            group,
            kind: 'Widget',
            causes: expect.arrayContaining(causes),
          },
        }),
      );
      const [size, colour] = causes.map(
        ({ field, message }) => `${field}: ${message}`,
      );
      expect([
        `${subject} is invalid: [${size}, ${colour}]`,
        `${subject} is invalid: [${colour}, ${size}]`,
      ]).toContain((answer.body as { message: string }).message);
    });

    it('takes numbers and texts where both are meant', async () => {
      expect((await create({ size: 1, port: 'http' })).spec).toMatchObject({
        port: 'http',
      });
      const { spec } = await client.merge(widget('a'), { spec: { port: 80 } });
      expect(spec).toMatchObject({ port: 80 });
      expect(await tryCreate({ size: 1, port: true })).toMatchObject(
        invalidField(
          subject,
          'spec.port',
          'Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean"',
        ),
      );
    });

    it('is checked when it is patched, too', async () => {
      await create({ size: 1 });
      const answer = await client.request('PATCH', widget('a'), {
        body: { spec: { size: 0 } },
        contentType: PATCH.merge,
      });
      expect(answer).toMatchObject(
        invalidField(
          subject,
          'spec.size',
          'Invalid value: 0: spec.size in body should be greater than or equal to 1',
        ),
      );
    });

    it('has a status of its own', async () => {
      const created = await client.request('POST', widgets(), {
        body: {
          apiVersion,
          kind: 'Widget',
          metadata: { name: 'a' },
          spec: { size: 1 },
          status: { x: 1 },
        },
      });
      expect(created.body).not.toHaveProperty('status');
      const changed = await client.merge(widget('a', 'status'), {
        spec: { size: 9 },
        status: { x: 3 },
      });
      expect(changed).toMatchObject({
        metadata: { generation: 1 },
        spec: { size: 1 },
        status: { x: 3 },
      });
    });

    it('needs its apiVersion and kind', async () => {
      const post = (body: object) =>
        client.request('POST', widgets(), {
          body: { metadata: { name: 'a' }, spec: { size: 1 }, ...body },
        });
      expect(
        await post({ apiVersion: `${group}/v2`, kind: 'Widget' }),
      ).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message: `the API version in the data (${group}/v2) does not match the expected API version (${apiVersion})`,
        }),
      );
      expect(await post({ apiVersion, kind: 'Gadget' })).toMatchObject(
        failure(422, {
          reason: 'Invalid',
          message: `Gadget.${group} "a" is invalid: kind: Invalid value: "Gadget": must be Widget`,
        }),
      );
    });

    it('is listed with its kind', async () => {
      await create({ size: 1 });
      const { items } = await client.get<List>(widgets());
      expect(items).toMatchObject([{ apiVersion, kind: 'Widget' }]);
    });

    it('is watched as any other', async () => {
      const { metadata } = await client.list(widgets());
      const { resourceVersion } = metadata;
      const watch = await target().watch(widgets(), { resourceVersion });
      await create({ size: 1 });
      await client.delete(widget('a'));
      const events = await take(watch, 2);
      watch.close();
      expect(events).toMatchObject([
        { type: 'ADDED', object: { apiVersion, kind: 'Widget' } },
        { type: 'DELETED', object: { apiVersion, kind: 'Widget' } },
      ]);
    });
  });
}
