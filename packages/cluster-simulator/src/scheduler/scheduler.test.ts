import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { JumpingClock } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { ObjectStore } from '../api/objectStore';
import { Node } from '../objects/kinds';
import { EVENTS, NODES, PODS } from '../objects/resourceTypes';
import { Component } from '../runtime/controller';
import { createScheduler } from './scheduler';

const NAMESPACE = 'default';

let api: ObjectApi;
let scheduler: Component;

beforeEach(() => {
  api = new ObjectApi(new ObjectStore(), new JumpingClock());
  scheduler = createScheduler(api);
  scheduler.start();
});

afterEach(() => scheduler.stop());

function addNode(
  name: string,
  allocatable: Record<string, string> = {},
  { labels = {}, spec = {} }: { labels?: object; spec?: Node['spec'] } = {},
) {
  api.create(NODES, {
    metadata: { name, labels: { host: name, ...labels } },
    spec,
    status: {
      allocatable: { cpu: '8', memory: '32Gi', pods: '110', ...allocatable },
    },
  });
}

function addPod(
  name: string,
  resources: Record<string, string> = {},
  spec: Partial<IPodSpec> = {},
  labels: Record<string, string> = {},
) {
  api.create(PODS, {
    metadata: { name, namespace: NAMESPACE, labels },
    spec: {
      containers: [{ name: 'main', resources: { limits: resources } }],
      ...spec,
    },
  });
}

function pod(name: string) {
  return api.get(PODS, { namespace: NAMESPACE, name });
}

function scheduled(name: string) {
  return pod(name).status?.conditions?.find(
    ({ type }) => type === 'PodScheduled',
  );
}

async function settle() {
  await new Promise(resolve => setTimeout(resolve, 150));
}

const GPU = 'nvidia.com/gpu';

it('says why a pod fits nowhere as kube-scheduler does', async () => {
  addNode('cpu');
  addNode('gpu-1', { [GPU]: '8' }, { labels: { pool: 'gpu' } });
  addNode('gpu-2', { [GPU]: '8' }, { labels: { pool: 'gpu' } });
  addNode('small', { [GPU]: '1' }, { labels: { pool: 'gpu' } });
  const selector = { nodeSelector: { pool: 'gpu' } };
  addPod('a', { [GPU]: '8' }, selector);
  addPod('b', { [GPU]: '8' }, selector);
  addPod('c', { [GPU]: '4' }, selector);
  await settle();
  const message =
    "0/4 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 3 Insufficient nvidia.com/gpu. no new claims to deallocate, preemption: 0/4 nodes are available: 2 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.";
  expect(scheduled('c')).toMatchObject({
    status: 'False',
    reason: 'Unschedulable',
    message,
  });
  expect([...api.store.list(EVENTS)]).toContainEqual(
    expect.objectContaining({
      type: 'Warning',
      reason: 'FailedScheduling',
      action: 'Scheduling',
      message,
      reportingComponent: 'default-scheduler',
    }),
  );
});

it('binds a pod, with the topology labels of its node', async () => {
  addNode('n', {}, { labels: { 'topology.kubernetes.io/zone': 'a' } });
  addPod('p', { cpu: '1' });
  await settle();
  expect(pod('p')).toMatchObject({
    metadata: {
      generation: 1,
      labels: { 'topology.kubernetes.io/zone': 'a' },
    },
    spec: { nodeName: 'n' },
    status: { conditions: [{ type: 'PodScheduled', status: 'True' }] },
  });
  expect([...api.store.list(EVENTS)]).toMatchObject([
    {
      reason: 'Scheduled',
      action: 'Binding',
      message: 'Successfully assigned default/p to n',
    },
  ]);
});

it('tries again when a node is added, and when a pod has gone', async () => {
  addPod('a', { [GPU]: '2' });
  await settle();
  expect(scheduled('a')?.message).toBe('no nodes available to schedule pods');
  addNode('n', { [GPU]: '2' });
  await settle();
  expect(pod('a').spec.nodeName).toBe('n');

  addPod('b', { [GPU]: '2' });
  await settle();
  expect(scheduled('b')?.status).toBe('False');
  api.delete(
    PODS,
    { namespace: NAMESPACE, name: 'a' },
    { gracePeriodSeconds: 0 },
  );
  await settle();
  expect(pod('b').spec.nodeName).toBe('n');
});

it('counts what init containers and sidecars need at once', async () => {
  addNode('n', { cpu: '3' });
  const initContainers: IPodSpec['initContainers'] = [
    {
      name: 'sidecar',
      restartPolicy: 'Always',
      resources: { requests: { cpu: '1' } },
    },
    { name: 'init', resources: { requests: { cpu: '2500m' } } },
  ];
  addPod('p', { cpu: '1' }, { initContainers });
  await settle();
  expect(scheduled('p')?.message).toContain('1 Insufficient cpu.');
});

it('heeds cordons, taints, tolerations and the number of pods', async () => {
  addNode('cordoned', {}, { spec: { unschedulable: true } });
  const taints = [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' as const }];
  addNode('tainted', {}, { spec: { taints } });
  addNode('full', { pods: '0' });
  addPod('p');
  addPod('tolerant', {}, { tolerations: [{ key: 'gpu', value: 'yes' }] });
  await settle();
  expect(scheduled('p')?.message).toContain(
    '0/3 nodes are available: 1 Too many pods, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable.',
  );
  expect(pod('tolerant').spec.nodeName).toBe('tainted');
});

it('keeps a gated pod back until its gates are off', async () => {
  addNode('n');
  addPod('p', {}, { schedulingGates: [{ name: 'wait' }] });
  await settle();
  expect(scheduled('p')).toMatchObject({
    status: 'False',
    reason: 'SchedulingGated',
  });
  const { schedulingGates, ...spec } = pod('p').spec;
  api.update(PODS, { ...pod('p'), spec });
  await settle();
  expect(pod('p').spec.nodeName).toBe('n');
});

it('gives each group a place of its own by pod affinity', async () => {
  addNode('n-1');
  addNode('n-2');
  const exclusive = (group: string): Partial<IPodSpec> => ({
    affinity: {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'host', labelSelector: { matchLabels: { group } } },
        ],
      },
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            topologyKey: 'host',
            labelSelector: {
              matchExpressions: [
                { key: 'group', operator: 'Exists' },
                { key: 'group', operator: 'NotIn', values: [group] },
              ],
            },
          },
        ],
      },
    },
  });
  addPod('a', {}, exclusive('a'), { group: 'a' });
  addPod('b', {}, exclusive('b'), { group: 'b' });
  addPod('c', {}, exclusive('c'), { group: 'c' });
  addPod('other', {}, {}, { group: 'd' });
  await settle();
  expect([pod('a').spec.nodeName, pod('b').spec.nodeName].sort()).toEqual([
    'n-1',
    'n-2',
  ]);
  expect(scheduled('c')?.message).toContain(
    "2 node(s) didn't match pod anti-affinity rules",
  );
  expect(scheduled('other')?.message).toContain(
    "2 node(s) didn't satisfy existing pods anti-affinity rules",
  );
});
