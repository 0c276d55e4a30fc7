import { DEPLOYMENTS, PODS } from '../objects/resourceTypes';
import { valueAt } from '../resources/json';
import {
  createTestWriter,
  deployment,
  errorOf,
  MERGE,
  model,
  NAMESPACE,
} from './__testUtils__/testWriter';

const JSON_PATCH = 'application/json-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const KEY = { namespace: NAMESPACE, name: 'web' };
const LLAMA = { namespace: NAMESPACE, name: 'llama' };

it('creates objects with defaults, owned by the program that sends them', () => {
  const { create } = createTestWriter();
  const object = create(DEPLOYMENTS, deployment(), { userAgent: 'kubectl/v1' });
  expect(object.spec).toMatchObject({
    replicas: 1,
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
    },
    template: { spec: { containers: [{ imagePullPolicy: 'Always' }] } },
  });
  expect(object.metadata.managedFields).toMatchObject([
    { manager: 'kubectl', operation: 'Update' },
  ]);
});

it.each([
  [
    deployment({ foo: 1 }, { bar: 2 }),
    'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.template.spec.containers[0].bar", unknown field "spec.foo"',
  ],
  [
    deployment({ replicas: 'x' }),
    'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
  [
    { ...deployment(), kind: 'Foo' },
    'Foo in version "v1" cannot be handled as a Deployment: no kind "Foo" is registered for version "apps/v1" in scheme "pkg/runtime/scheme.go:111"',
  ],
])('refuses what is no Deployment', (body, message) => {
  const { create } = createTestWriter();
  const call = () => create(DEPLOYMENTS, body, { fieldValidation: 'Strict' });
  expect(errorOf(call)).toMatchObject({ code: 400, message });
});

it('drops unknown fields unless told to be strict', () => {
  const { create } = createTestWriter();
  const { spec } = create(DEPLOYMENTS, deployment({ foo: 1 }));
  expect(spec).not.toHaveProperty('foo');
});

it('keeps the status, and writes nothing when nothing changes', () => {
  const { api, create, writer } = createTestWriter();
  const created = create(DEPLOYMENTS, deployment());
  const status = { replicas: 1 };
  const stored = api.updateStatus(DEPLOYMENTS, { ...created, status } as never);
  const body = { ...deployment(), status: { replicas: 9 } };
  expect(writer.replace(DEPLOYMENTS, KEY, body, {}).object).toBe(stored);
});

it('needs a version to replace a custom resource', () => {
  const { create, models, writer } = createTestWriter();
  const { metadata } = create(models, model());
  const replace = (resourceVersion?: string) =>
    writer.replace(
      models,
      LLAMA,
      { ...model({ size: 2 }), metadata: { name: 'llama', resourceVersion } },
      {},
    ).object;
  expect(errorOf(() => replace())).toMatchObject({
    code: 422,
    message:
      'models.example.com "llama" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
  });
  expect(errorOf(() => replace('1'))).toMatchObject({ code: 409 });
  expect(replace(metadata.resourceVersion).metadata.generation).toBe(2);
});

it('changes the status by itself', () => {
  const { create, models, patch } = createTestWriter();
  create(models, model());
  const body = { status: { ready: true }, spec: { size: 7 } };
  const options = { subresource: 'status', fieldManager: 's' } as const;
  const object = patch(models, 'llama', MERGE, body, options);
  expect(object.spec).not.toHaveProperty('size');
  expect(object.status).toEqual({ ready: true });
  expect(object.metadata.managedFields).toContainEqual(
    expect.objectContaining({ manager: 's', subresource: 'status' }),
  );
});

it('applies JSON patches', () => {
  const { create, patch } = createTestWriter();
  create(DEPLOYMENTS, deployment());
  const change = (op: string, value: unknown) =>
    patch(DEPLOYMENTS, 'web', JSON_PATCH, [
      { op, path: '/spec/replicas', value },
    ]);
  expect(valueAt(change('replace', 3), 'spec.replicas')).toBe(3);
  expect(errorOf(() => change('test', 5))).toMatchObject({
    code: 422,
    message: 'the server rejected our request due to an error in our request',
  });
});

it('merges lists by their keys with a strategic merge patch', () => {
  const { create, patch, models } = createTestWriter();
  create(DEPLOYMENTS, deployment({}, { env: [{ name: 'A', value: '1' }] }));
  const change = (...containers: object[]) =>
    patch(DEPLOYMENTS, 'web', STRATEGIC, {
      spec: { template: { spec: { containers } } },
    });
  const env = [{ name: 'B', value: '2' }];
  const image = 'x:1';
  const grown = change({ name: 'c', env }, { name: 'd', image });
  expect(valueAt(grown, 'spec.template.spec.containers')).toMatchObject([
    { name: 'c', image: 'nginx', env: [env[0], { name: 'A', value: '1' }] },
    { name: 'd', image, imagePullPolicy: 'IfNotPresent' },
  ]);
  const shrunk = change({ name: 'd', $patch: 'delete' });
  expect(valueAt(shrunk, 'spec.template.spec.containers')).toHaveLength(1);
  expect(errorOf(() => patch(models, 'llama', STRATEGIC, {}))).toMatchObject({
    code: 415,
  });
});

it('lets only owned replicas change hands with a scale', () => {
  const { create, patch, writer, api } = createTestWriter();
  create(DEPLOYMENTS, deployment({ replicas: 1 }), { fieldManager: 'm' });
  const options = { subresource: 'scale', fieldManager: 'hpa' } as const;
  const body = { spec: { replicas: 4 } };
  expect(patch(DEPLOYMENTS, 'web', MERGE, body, options)).toMatchObject({
    kind: 'Scale',
    spec: { replicas: 4 },
    status: { replicas: 0, selector: 'app=web' },
  });
  const stored = api.get(DEPLOYMENTS, KEY);
  expect(stored.metadata.managedFields).toContainEqual(
    expect.objectContaining({
      manager: 'hpa',
      subresource: 'scale',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
    }),
  );
  expect(writer.getScale(DEPLOYMENTS, stored).spec).toEqual({ replicas: 4 });
});

it('changes only some fields of a pod', () => {
  const { create, patch } = createTestWriter();
  create(PODS, {
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', image: 'x' }] },
  });
  const move = { spec: { nodeName: 'n' } };
  expect(errorOf(() => patch(PODS, 'p', MERGE, move)).message).toContain(
    'spec: Forbidden: pod updates may not change fields other than',
  );
  const label = { metadata: { labels: { a: 'b' } } };
  expect(patch(PODS, 'p', MERGE, label).metadata.labels).toEqual({ a: 'b' });
});
