import { DEPLOYMENTS, PODS } from '../objects/resourceTypes';
import {
  createTestWriter,
  deployment,
  errorOf,
  MERGE,
} from '../writes/__testUtils__/testWriter';

const CONTAINER = 'spec.template.spec.containers[0]';

function resources(requests: object, limits: object = {}) {
  return deployment({}, { resources: { requests, limits } });
}

it.each([
  [
    deployment({ replicas: -1 }),
    'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  ],
  [
    deployment({ selector: { matchLabels: { app: 'other' } } }),
    'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
  ],
  [deployment({}, { image: '' }), `${CONTAINER}.image: Required value`],
  [
    resources({ cpu: '2' }, { cpu: '1' }),
    `${CONTAINER}.resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1`,
  ],
  [
    resources({ 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': '2' }),
    `${CONTAINER}.resources.requests: Invalid value: "1": must be equal to nvidia.com/gpu limit of 2`,
  ],
  [
    resources({}, { 'nvidia.com/gpu': '1.5' }),
    `${CONTAINER}.resources.limits[nvidia.com/gpu]: Invalid value: "1500m": must be an integer`,
  ],
])('refuses what breaks a rule', (body, text) => {
  const { create } = createTestWriter();
  expect(errorOf(() => create(DEPLOYMENTS, body))).toMatchObject({
    code: 422,
    message: `Deployment.apps "web" is invalid: ${text}`,
  });
});

it('gives all causes at once', () => {
  const { create } = createTestWriter();
  const containers = [
    { name: 'b' },
    { name: 'c', image: 'x' },
    { name: 'c', image: 'x' },
  ];
  const call = () =>
    create(PODS, { metadata: { name: 'A' }, spec: { containers } });
  expect(errorOf(call).details).toMatchObject({
    name: 'A',
    kind: 'Pod',
    causes: [
      { field: 'metadata.name', reason: 'FieldValueInvalid' },
      { field: 'spec.containers[0].image', reason: 'FieldValueRequired' },
      { field: 'spec.containers[2].name', reason: 'FieldValueDuplicate' },
    ],
  });
});

it('keeps selectors as they are', () => {
  const { create, patch } = createTestWriter();
  create(DEPLOYMENTS, deployment());
  const labels = { app: 'web', x: 'y' };
  const body = {
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels } },
    },
  };
  expect(errorOf(() => patch(DEPLOYMENTS, 'web', MERGE, body)).message).toBe(
    'Deployment.apps "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"web","x":"y"}}: field is immutable',
  );
});
