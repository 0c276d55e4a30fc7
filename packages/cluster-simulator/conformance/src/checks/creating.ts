import { it } from '../check';
import { Client } from '../client';
import { configMap, deployment, GATED, pod } from '../fixtures';
import { Manifest } from '../objects';
import { at } from '../paths';
import { failure, invalidField } from '../status';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';

/** Creating objects: what is filled in, and what is refused. */
export function creatingChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  const map = (name: string, data?: Record<string, string>) =>
    configMap(namespace(), name, { data });
  const post = (body: unknown, contentType?: string) =>
    client.request('POST', at('configmaps', namespace()), {
      body,
      contentType,
    });

  describe('creating', () => {
    it('answers 201 with what the server has filled in', async () => {
      const answer = await client.tryCreate(map('a', { x: '1' }));
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'a',
          namespace: namespace(),
          uid: expect.stringMatching(
            /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
          ),
          resourceVersion: expect.stringMatching(/^\d+$/),
          creationTimestamp: expect.stringMatching(
            /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
          ),
          managedFields: [
            {
              manager: 'conformance',
              operation: 'Update',
              apiVersion: 'v1',
              time: expect.any(String),
              fieldsType: 'FieldsV1',
              fieldsV1: { 'f:data': { '.': {}, 'f:x': {} } },
            },
          ],
        },
        data: { x: '1' },
      });
    });

    it('counts generations only for kinds that have them', async () => {
      const generations = [
        await client.create(map('a')),
        await client.create(pod(namespace(), 'a', GATED)),
        await client.create(deployment(namespace(), 'a', { replicas: 0 })),
      ].map(({ metadata }) => metadata.generation);
      expect(generations).toEqual([undefined, 1, 1]);
    });

    it('refuses a name that is taken', async () => {
      await client.create(map('a'));
      expect(await client.tryCreate(map('a'))).toMatchObject(
        failure(409, {
          reason: 'AlreadyExists',
          message: 'configmaps "a" already exists',
          details: { name: 'a', kind: 'configmaps' },
        }),
      );
    });

    it('makes up the end of a name', async () => {
      const metadata = { generateName: 'gen-' };
      const { metadata: created } = await client.create({
        ...map('a'),
        metadata: { ...metadata, namespace: namespace() },
      });
      expect(created).toMatchObject(metadata);
      expect(created.name).toMatch(/^gen-[a-z0-9]{5}$/);
    });

    it('needs a name', async () => {
      expect(await post({ ...map('a'), metadata: {} })).toMatchObject(
        invalidField(
          'ConfigMap ""',
          'metadata.name',
          'Required value: name or generateName is required',
        ),
      );
    });

    it('needs a namespace that is there', async () => {
      const expected = failure(404, {
        reason: 'NotFound',
        message: 'namespaces "nowhere" not found',
        details: { name: 'nowhere', kind: 'namespaces' },
      });
      expect(await client.tryCreate(configMap('nowhere', 'a'))).toMatchObject(
        expected,
      );
      expect(await client.tryCreate(deployment('nowhere', 'a'))).toMatchObject(
        expected,
      );
    });

    it('refuses names with other characters than DNS has', async () => {
      expect(await client.tryCreate(map('Bad_Name'))).toMatchObject(
        invalidField(
          'ConfigMap "Bad_Name"',
          'metadata.name',
          `Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
        ),
      );
      const dotted: Manifest = {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'a.b' },
      };
      expect(await client.tryCreate(dotted)).toMatchObject(
        invalidField(
          'Namespace "a.b"',
          'metadata.name',
          'Invalid value: "a.b": must not contain dots',
        ),
      );
    });

    it('refuses names above 253 characters', async () => {
      const name = 'a'.repeat(254);
      expect(await client.tryCreate(map(name))).toMatchObject(
        invalidField(
          `ConfigMap "${name}"`,
          'metadata.name',
          `Invalid value: "${name}": must be no more than 253 characters`,
        ),
      );
    });

    it('names everything that is wrong', async () => {
      const labels = { 'a b': 'd e' };
      expect(
        await client.tryCreate(configMap(namespace(), 'a', { labels })),
      ).toMatchObject(
        failure(422, {
          reason: 'Invalid',
          message: `ConfigMap "a" is invalid: [metadata.labels: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), metadata.labels: Invalid value: "d e": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')]`,
        }),
      );
    });

    it('refuses another namespace than the path has', async () => {
      expect(await post(configMap('other', 'a'))).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message:
            'the namespace of the provided object does not match the namespace sent on the request',
        }),
      );
    });

    it('refuses another kind than the path has', async () => {
      expect(await post({ ...map('a'), kind: 'Secret' })).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message: expect.stringMatching(
            /^Secret in version "v1" cannot be handled as a ConfigMap: /,
          ),
        }),
      );
    });

    it('refuses what is no JSON', async () => {
      expect(await post('{"a":')).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message: expect.stringMatching(
            /^the object provided is unrecognized \(must be of type ConfigMap\)/,
          ),
        }),
      );
    });

    it('refuses other formats, and takes YAML', async () => {
      expect(await post('hello', 'text/plain')).toMatchObject(
        failure(415, {
          reason: 'UnsupportedMediaType',
          message:
            'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
        }),
      );
      const yaml =
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "1"}';
      expect(await post(yaml, 'application/yaml')).toMatchObject({
        status: 201,
        body: { data: { x: '1' } },
      });
    });

    it('drops unknown fields with a warning', async () => {
      const answer = await post({ ...map('a'), colour: 'red' });
      expect(answer.status).toBe(201);
      expect(answer.headers.warning).toBe('299 - "unknown field \\"colour\\""');
      expect(answer.body).not.toHaveProperty('colour');
    });

    it('refuses unknown fields when it is asked to be strict', async () => {
      const wrong = deployment(namespace(), 'a', {
        replicas: 0,
        colour: 'red',
      });
      expect(
        await client.tryCreate(wrong, { fieldValidation: 'Strict' }),
      ).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message:
            'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.colour"',
        }),
      );
    });

    it('refuses fields of another type', async () => {
      const wrong = deployment(namespace(), 'a', {});
      Object.assign(wrong.spec as object, { replicas: 'many' });
      expect(await client.tryCreate(wrong)).toMatchObject(
        failure(400, {
          reason: 'BadRequest',
          message:
            'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
        }),
      );
    });

    it('stores nothing in a dry run', async () => {
      const answer = await client.tryCreate(map('a'), { dryRun: 'All' });
      expect(answer).toMatchObject({
        status: 201,
        body: { metadata: { uid: expect.any(String) } },
      });
      expect(answer.body).not.toHaveProperty('metadata.resourceVersion');
      const path = at('configmaps', namespace(), 'a');
      expect((await client.request('GET', path)).status).toBe(404);
    });

    it('refuses what a namespace should get while it is being deleted', async () => {
      // Kept by the finalizer, and with it the namespace.
      const held = map('held');
      held.metadata.finalizers = ['example.com/hold'];
      await client.create(held);
      await client.delete(at('namespaces', undefined, namespace()));
      try {
        expect(await client.tryCreate(map('late'))).toMatchObject(
          failure(403, {
            reason: 'Forbidden',
            message: `configmaps "late" is forbidden: unable to create new content in namespace ${namespace()} because it is being terminated`,
            details: {
              name: 'late',
              kind: 'configmaps',
              causes: [
                {
                  reason: 'NamespaceTerminating',
                  message: `namespace ${namespace()} is being terminated`,
                  field: 'metadata.namespace',
                },
              ],
            },
          }),
        );
      } finally {
        await client.merge(at('configmaps', namespace(), 'held'), {
          metadata: { finalizers: null },
        });
      }
    });
  });
}
