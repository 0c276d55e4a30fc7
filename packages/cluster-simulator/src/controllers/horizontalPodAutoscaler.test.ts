import {
  HORIZONTAL_POD_AUTOSCALERS,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { createHorizontalPodAutoscaler } from './horizontalPodAutoscaler';
import { createStatefulSetController } from './statefulSet';
import { TestCluster, workload } from './testHarness';

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

async function create(replicas: number, name = 'web') {
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
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name },
    },
  });
  await cluster.settleReady();
}

const scaled = () => cluster.api.get(STATEFUL_SETS, KEY).spec.replicas;
const status = () => cluster.api.get(HORIZONTAL_POD_AUTOSCALERS, KEY).status!;
const reasons = () =>
  status().conditions?.map(c => `${c.type}=${c.status} ${c.reason}`);

it('brings replicas into its limits without metrics', async () => {
  cores = undefined;
  await create(1);
  expect(scaled()).toBe(2);
  expect(cluster.events('web')).toContain(
    'SuccessfulRescale: New size: 2; reason: Current number of replicas below Spec.MinReplicas',
  );
  cluster.clock.pass(15);
  await cluster.settleReady();
  expect(status()).toMatchObject({ currentReplicas: 2, desiredReplicas: 2 });
  expect(reasons()).toEqual([
    'AbleToScale=True SucceededGetScale',
    'ScalingActive=False FailedGetResourceMetric',
  ]);
});

it('scales by what pods use, and down only when it stays low', async () => {
  cores = 1.6;
  await create(2);
  expect(scaled()).toBe(4);
  expect(cluster.events('web')).toContain(
    'SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request) above target',
  );
  cores = 0.4;
  cluster.clock.pass(60);
  await cluster.settleReady();
  expect(scaled()).toBe(4);
  expect(reasons()).toContain('AbleToScale=True ScaleDownStabilized');
  cluster.clock.pass(290);
  await cluster.settleReady();
  expect(scaled()).toBe(2);
  expect(status()).toMatchObject({
    currentMetrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          current: { averageUtilization: 40, averageValue: '400m' },
        },
      },
    ],
  });
});

it('says that its target is missing', async () => {
  await create(2, 'other');
  expect(status().conditions).toMatchObject([
    {
      type: 'AbleToScale',
      status: 'False',
      reason: 'FailedGetScale',
      message:
        'the HPA controller was unable to get the target\'s current scale: statefulsets.apps "other" not found',
    },
  ]);
});
