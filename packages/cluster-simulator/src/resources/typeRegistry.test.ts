import {
  CUSTOM_RESOURCE_DEFINITIONS,
  DEPLOYMENTS,
} from '../objects/resourceTypes';
import {
  createTestWriter,
  errorOf,
  model,
} from '../writes/__testUtils__/testWriter';

it('serves the kinds of CRDs as long as they are there', () => {
  const { api, registry, create, models } = createTestWriter();
  expect(registry.find('apps', 'v1', 'deployments')).toBe(DEPLOYMENTS);
  expect(models).toMatchObject({
    kind: 'Model',
    singular: 'model',
    shortNames: ['md'],
    namespaced: true,
    subresources: ['status', 'scale'],
  });
  create(models, model());
  const key = { name: 'models.example.com' };
  expect(api.get(CUSTOM_RESOURCE_DEFINITIONS, key).status).toMatchObject({
    conditions: [
      { type: 'NamesAccepted', status: 'True' },
      { type: 'Established', status: 'True' },
    ],
  });
  api.delete(CUSTOM_RESOURCE_DEFINITIONS, key);
  expect(registry.find('example.com', 'v1', 'models')).toBeUndefined();
  expect(api.store.count(models)).toBe(0);
});

it.each([
  ['', 'v1', 'limitranges'],
  ['', 'v1', 'resourcequotas'],
  ['apps', 'v1', 'daemonsets'],
  ['apps', 'v1', 'statefulsets'],
  ['autoscaling', 'v2', 'horizontalpodautoscalers'],
  ['batch', 'v1', 'cronjobs'],
  ['batch', 'v1', 'jobs'],
  ['networking.k8s.io', 'v1', 'ingresses'],
])(
  'serves what the Kubernetes plugin lists for an entity: %s/%s %s',
  (group, version, plural) => {
    const { registry } = createTestWriter();
    expect(registry.find(group, version, plural)?.namespaced).toBe(true);
  },
);

it('prunes, fills in defaults, and leaves quantities as they are', () => {
  const { create, models } = createTestWriter();
  const resources = { limits: { cpu: '1000m' } };
  const ports = [{ containerPort: 80 }];
  const { spec } = create(models, model({ foo: 1 }, { resources, ports }));
  expect(spec).toEqual({
    replicas: 1,
    template: {
      spec: {
        containers: [
          {
            name: 'c',
            image: 'nginx',
            resources,
            ports: [{ containerPort: 80, protocol: 'TCP' }],
          },
        ],
      },
    },
  });
});

const TEMPLATE = 'spec.template.spec.containers[0]';

it.each([
  [model({ template: undefined }), 'spec.template: Required value'],
  [
    model({ size: 0 }),
    'spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1',
  ],
  [
    model({ policy: 'C' }),
    'spec.policy: Unsupported value: "C": supported values: "A", "B"',
  ],
  [
    model({ size: 'x' }),
    'spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"',
  ],
  [
    model({ replicas: -1 }),
    '.spec.replicas: Invalid value: -1: should be a non-negative integer',
  ],
  [model({}, { name: undefined }), `${TEMPLATE}.name: Required value`],
  [
    model({}, { command: 'x' }),
    `${TEMPLATE}.command: Invalid value: "string": ${TEMPLATE}.command in body must be of type array: "string"`,
  ],
])('says what is not as the schema wants it', (body, text) => {
  const { create, models } = createTestWriter();
  expect(errorOf(() => create(models, body))).toMatchObject({
    code: 422,
    message: `Model.example.com "llama" is invalid: ${text}`,
  });
});

it('takes numbers and texts where both may be', () => {
  const { create, models } = createTestWriter();
  expect(create(models, model({ surge: '25%' })).spec).toMatchObject({
    surge: '25%',
  });
});

it('names unknown fields, in pod templates too, when told to be strict', () => {
  const { create, models } = createTestWriter();
  const call = () =>
    create(models, model({ foo: 1 }, { bar: 2 }), {
      fieldValidation: 'Strict',
    });
  expect(errorOf(call).message).toBe(
    `Model in version "v1" cannot be handled as a Model: strict decoding error: unknown field "spec.foo", unknown field "${TEMPLATE}.bar"`,
  );
});
