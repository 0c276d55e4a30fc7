import { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import {
  NAMESPACES,
  PODS,
  SERVICES,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import {
  createTestWriter,
  errorOf,
  NAMESPACE,
} from '../writes/__testUtils__/testWriter';

const SPEC: IPodSpec = {
  containers: [
    {
      name: 'c',
      image: 'x:1',
      ports: [{ containerPort: 80 }],
      livenessProbe: { httpGet: { port: 80 } },
      resources: { limits: { cpu: '1', memory: '1Gi', 'nvidia.com/gpu': '1' } },
    },
  ],
};

it('fills in pods of controllers, which share what they are made of', () => {
  const { api } = createTestWriter();
  const { spec } = api.create(STATEFUL_SETS, {
    metadata: { name: 's', namespace: NAMESPACE },
    spec: {
      serviceName: 's',
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: SPEC },
    },
  });
  const [first, second] = ['s-0', 's-1'].map(name =>
    api.create(PODS, {
      metadata: { name, namespace: NAMESPACE },
      spec: { ...spec.template.spec!, hostname: name },
    }),
  );
  expect(first).toMatchObject({
    spec: {
      restartPolicy: 'Always',
      priority: 0,
      tolerations: [{ tolerationSeconds: 300 }, {}],
      containers: [
        {
          imagePullPolicy: 'IfNotPresent',
          ports: [{ protocol: 'TCP' }],
          livenessProbe: { httpGet: { path: '/' }, failureThreshold: 3 },
          resources: { requests: { 'nvidia.com/gpu': '1' } },
        },
      ],
    },
    status: { phase: 'Pending', qosClass: 'Guaranteed' },
  });
  expect(second.spec.containers).toBe(first.spec.containers);
});

it('makes things only in namespaces that are there to stay', () => {
  const { api } = createTestWriter();
  const create = (namespace: string) =>
    api.create(PODS, { metadata: { name: 'p', namespace }, spec: SPEC });
  expect(errorOf(() => create('nowhere'))).toMatchObject({
    code: 404,
    message: 'namespaces "nowhere" not found',
  });
  api.create(NAMESPACES, { metadata: { name: 'going', finalizers: ['x/y'] } });
  api.delete(NAMESPACES, { name: 'going' });
  expect(errorOf(() => create('going'))).toMatchObject({
    code: 403,
    message:
      'pods "p" is forbidden: unable to create new content in namespace going because it is being terminated',
  });
});

it('gives Services addresses that they keep', () => {
  const { api } = createTestWriter();
  const create = (name: string, clusterIP?: string) =>
    api.create(SERVICES, {
      metadata: { name, namespace: NAMESPACE },
      spec: { clusterIP, ports: [{ port: 80 }] },
    });
  const [first, second] = [create('a'), create('b')];
  expect(first.spec).toMatchObject({
    clusterIP: expect.stringMatching(/^10\.96\.\d+\.\d+$/),
    clusterIPs: [first.spec.clusterIP],
    ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
  });
  expect(second.spec.clusterIP).not.toBe(first.spec.clusterIP);
  expect(create('c', 'None').spec).toMatchObject({ clusterIPs: ['None'] });
  const changed = { ...first, spec: { ports: [{ port: 81 }] } };
  expect(api.update(SERVICES, changed).spec.clusterIP).toBe(
    first.spec.clusterIP,
  );
});
