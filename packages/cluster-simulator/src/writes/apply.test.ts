import { DEPLOYMENTS } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { valueAt } from '../resources/json';
import {
  APPLY,
  createTestWriter,
  deployment,
  errorOf,
  MERGE,
  model,
} from './__testUtils__/testWriter';

const AP = { fieldManager: 'ap' };

function owners({ metadata }: KubeObject) {
  return (metadata.managedFields ?? []).map(
    ({ manager, operation, subresource }) =>
      [manager, operation, subresource].filter(Boolean).join(' '),
  );
}

function containersOf(object: KubeObject) {
  return valueAt(object, 'spec.template.spec.containers') as object[];
}

it('makes no object in the place of one that is meant by its uid or version, and is another', () => {
  const { patch } = createTestWriter();
  const body = (metadata: object) => {
    const object = deployment({ replicas: 2 });
    return { ...object, metadata: { ...object.metadata, ...metadata } };
  };
  const apply = (metadata: object) => () =>
    patch(DEPLOYMENTS, 'web', APPLY, body(metadata), AP);
  expect(errorOf(apply({ uid: 'gone' }))).toMatchObject({ code: 409 });
  // No object has that version: it is made, and made once.
  const { metadata } = apply({ resourceVersion: '1' })();
  expect(errorOf(apply({ resourceVersion: '1' }))).toMatchObject({ code: 409 });
  expect(apply({ uid: metadata.uid })().metadata.uid).toBe(metadata.uid);
});

it('creates what is not there, and says what was applied', () => {
  const { patch } = createTestWriter();
  const body = deployment(
    { replicas: 2 },
    { ports: [{ containerPort: 80 }], args: ['x'] },
  );
  const object = patch(DEPLOYMENTS, 'web', APPLY, body, AP);
  expect(object.metadata.managedFields).toEqual([
    {
      manager: 'ap',
      operation: 'Apply',
      apiVersion: 'apps/v1',
      time: expect.any(String),
      fieldsType: 'FieldsV1',
      fieldsV1: {
        'f:spec': {
          'f:replicas': {},
          'f:selector': {},
          'f:template': {
            'f:metadata': { 'f:labels': { 'f:app': {} } },
            'f:spec': {
              'f:containers': {
                'k:{"name":"c"}': {
                  '.': {},
                  'f:args': {},
                  'f:image': {},
                  'f:name': {},
                  'f:ports': {
                    'k:{"containerPort":80,"protocol":"TCP"}': {
                      '.': {},
                      'f:containerPort': {},
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  ]);
});

it('writes nothing when the same is applied again', () => {
  const { patch, models } = createTestWriter();
  const first = patch(models, 'llama', APPLY, model(), AP);
  const second = patch(models, 'llama', APPLY, model(), AP);
  expect(second).toBe(first);
});

it('removes what the manager no longer applies', () => {
  const { patch } = createTestWriter();
  const env = [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ];
  patch(DEPLOYMENTS, 'web', APPLY, deployment({}, { env }), AP);
  const less = deployment({}, { env: env.slice(1) });
  const object = patch(DEPLOYMENTS, 'web', APPLY, less, AP);
  expect(containersOf(object)).toMatchObject([{ env: [env[1]] }]);
});

it('keeps what somebody else owns, and shares equal values', () => {
  const { patch } = createTestWriter();
  const body = deployment({ replicas: 3 });
  patch(DEPLOYMENTS, 'web', APPLY, body, AP);
  patch(DEPLOYMENTS, 'web', APPLY, body, { fieldManager: 'other' });
  const object = patch(DEPLOYMENTS, 'web', APPLY, deployment(), AP);
  expect(valueAt(object, 'spec.replicas')).toBe(3);
});

it('names all conflicts, with who owns the fields', () => {
  const { create, patch } = createTestWriter();
  create(DEPLOYMENTS, deployment({ replicas: 1 }), { fieldManager: 'm1' });
  const scale = { spec: { replicas: 3 } };
  patch(DEPLOYMENTS, 'web', MERGE, scale, { fieldManager: 'm2' });
  const body = deployment({ replicas: 7 }, { image: 'other' });
  const error = errorOf(() => patch(DEPLOYMENTS, 'web', APPLY, body, AP));
  expect(error).toMatchObject({
    code: 409,
    message: `Apply failed with 2 conflicts: conflicts with "m1" using apps/v1:
- .spec.template.spec.containers[name="c"].image
conflicts with "m2" using apps/v1:
- .spec.replicas`,
    details: {
      causes: [
        {
          reason: 'FieldManagerConflict',
          message: 'conflict with "m1" using apps/v1',
          field: '.spec.template.spec.containers[name="c"].image',
        },
        { field: '.spec.replicas' },
      ],
    },
  });
});

it('takes over fields when forced', () => {
  const { create, patch } = createTestWriter();
  create(DEPLOYMENTS, deployment({ replicas: 1 }), { fieldManager: 'm1' });
  const body = deployment({ replicas: 7 });
  const options = { ...AP, force: true };
  patch(DEPLOYMENTS, 'web', APPLY, body, options);
  const change = { spec: { replicas: 1 } };
  patch(DEPLOYMENTS, 'web', MERGE, change, { fieldManager: 'm1' });
  expect(
    errorOf(() => patch(DEPLOYMENTS, 'web', APPLY, body, AP)).message,
  ).toBe(
    'Apply failed with 1 conflict: conflict with "m1" using apps/v1: .spec.replicas',
  );
});

it('merges the pod template inside of a custom resource by its own rules', () => {
  const { patch, models } = createTestWriter();
  const two = { name: 'sidecar', image: 'x' };
  patch(models, 'llama', APPLY, model(), AP);
  const body = {
    ...model(),
    spec: { template: { spec: { containers: [two] } } },
  };
  const object = patch(models, 'llama', APPLY, body, { fieldManager: 'b' });
  expect(containersOf(object)).toEqual([{ name: 'c', image: 'nginx' }, two]);
  expect(owners(object)).toEqual(['ap Apply', 'b Apply']);
});

it('does not write with a dry run', () => {
  const { api, patch, models } = createTestWriter();
  patch(models, 'llama', APPLY, model(), { ...AP, dryRun: true });
  expect(api.store.count(models)).toBe(0);
});

it.each([
  [{}, {}, 422, 'fieldManager: Required value: is required for apply patch'],
  [{ managedFields: [] }, AP, 400, 'metadata.managedFields must be nil'],
  [{ resourceVersion: '1' }, AP, 409, 'the object has been modified'],
  [{ name: 'x' }, AP, 400, 'the name of the object (x) does not match'],
])('refuses metadata %j with options %j', (metadata, options, code, text) => {
  const { patch, models } = createTestWriter();
  patch(models, 'llama', APPLY, model(), AP);
  const body = { ...model(), metadata: { name: 'llama', ...metadata } };
  expect(
    errorOf(() => patch(models, 'llama', APPLY, body, options)),
  ).toMatchObject({ code, message: expect.stringContaining(text) });
});

it('refuses fields that are not in the schema', () => {
  const { patch } = createTestWriter();
  const body = deployment({ foo: 1 });
  expect(
    errorOf(() => patch(DEPLOYMENTS, 'web', APPLY, body, AP)),
  ).toMatchObject({
    code: 500,
    message:
      'failed to create typed patch object (/web; apps/v1, Kind=Deployment): .spec.foo: field not declared in schema',
  });
});
