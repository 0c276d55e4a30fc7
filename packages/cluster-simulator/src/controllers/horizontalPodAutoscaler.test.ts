import {
  HORIZONTAL_POD_AUTOSCALERS,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { TestCluster, workload } from './__testUtils__/testHarness';
import { createHorizontalPodAutoscaler } from './horizontalPodAutoscaler';
import { createStatefulSetController } from './statefulSet';

const KEY = { namespace: 'ns', name: 'web' };
let cluster: TestCluster;
let cores: number | undefined;

beforeEach(() => {
  cluster = new TestCluster();
  cluster.run(
    createStatefulSetController(cluster.api),
    createHorizontalPodAutoscaler(cluster.api, {
      types: cluster.types,
      usage: () =>
        cores === undefined
          ? undefined
          : [{ name: 'main', cpu: cores, memory: 1 }],
    }),
  );
});

afterEach(() => cluster.stop());

async function create(replicas: number) {
  const spec = workload(replicas);
  const [container] = spec.template.spec.containers;
  const resources = { requests: { cpu: '1' } };
  spec.template.spec.containers = [{ ...container, resources }] as never;
  cluster.api.create(STATEFUL_SETS, {
    metadata: KEY,
    spec: { ...spec, serviceName: '', podManagementPolicy: 'Parallel' },
  });
  await cluster.settleReady();
  cluster.api.create(HORIZONTAL_POD_AUTOSCALERS, {
    metadata: KEY,
    spec: {
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'Utilization', averageUtilization: 80 },
          },
        },
      ],
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        name: 'web',
      },
    },
  });
  await cluster.settleReady();
}

const scaled = () => cluster.api.get(STATEFUL_SETS, KEY).spec.replicas;
const status = () => cluster.api.get(HORIZONTAL_POD_AUTOSCALERS, KEY).status!;
const reasons = () =>
  status().conditions?.map(c => `${c.type}=${c.status} ${c.reason}`);

async function pass(seconds: number) {
  cluster.clock.pass(seconds);
  await cluster.settleReady();
}

it('brings replicas into its limits without metrics', async () => {
  cores = undefined;
  await create(1);
  expect(scaled()).toBe(2);
  expect(cluster.events('web')).toContain(
    'SuccessfulRescale: New size: 2; reason: Current number of replicas below Spec.MinReplicas',
  );
  expect(reasons()).toContain('AbleToScale=True SucceededRescale');
  await pass(15);
  expect(status()).toMatchObject({ currentReplicas: 2, desiredReplicas: 2 });
  expect(reasons()).toEqual([
    'AbleToScale=True SucceededGetScale',
    'ScalingActive=False FailedGetResourceMetric',
    'ScalingLimited=False DesiredWithinRange',
  ]);
});

it('scales by what pods use', async () => {
  cores = 1.6;
  await create(2);
  expect(scaled()).toBe(4);
  expect(cluster.events('web')).toContain(
    'SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request) above target',
  );
  cores = 1.4;
  await pass(15);
  expect(scaled()).toBe(5);
  expect(reasons()).toContain('ScalingLimited=True TooManyReplicas');
  cores = 0.85;
  await pass(15);
  expect(scaled()).toBe(5);
  cores = 0.4;
  await pass(15);
  expect(scaled()).toBe(3);
  expect(reasons()).toContain('ScalingActive=True ValidMetricFound');
});

it('leaves alone what is scaled to zero', async () => {
  await create(0);
  expect(scaled()).toBe(0);
});
