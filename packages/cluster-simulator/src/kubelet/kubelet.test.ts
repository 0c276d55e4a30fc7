import type { IContainerStatus } from 'kubernetes-models/v1/ContainerStatus';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { JumpingClock } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { ObjectStore } from '../api/objectStore';
import { EVENTS, NODES, PODS } from '../objects/resourceTypes';
import { isPodReady } from '../runtime/pods';
import { BehaviourRule } from './behaviours';
import { createKubelet, Kubelet, KubeletOptions } from './kubelet';

const IMAGE = 'ghcr.io/kaito-project/aikit/llama3.1:8b';
const KEY = { namespace: 'ai', name: 'p' };

let api: ObjectApi;
let kubelet: Kubelet;

function start(options: KubeletOptions = {}) {
  api = new ObjectApi(new ObjectStore(), new JumpingClock());
  kubelet = createKubelet(api, { timeScale: 0.001, ...options });
  kubelet.start();
  api.create(NODES, { metadata: { name: 'n' } });
}

afterEach(() => kubelet.stop());

function addPod(spec: Partial<IPodSpec> = {}) {
  api.create(PODS, {
    metadata: KEY,
    spec: {
      nodeName: 'n',
      containers: [{ name: 'main', image: IMAGE }],
      ...spec,
    },
  });
}

function pod() {
  return api.get(PODS, KEY);
}

function main() {
  const [status] = pod().status?.containerStatuses ?? [];
  return status as IContainerStatus;
}

async function until(condition: () => unknown) {
  for (let i = 0; i < 500 && !condition(); i++) {
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  expect(condition()).toBeTruthy();
}

function events(): string[] {
  return [...api.store.list(EVENTS)]
    .filter(({ involvedObject }) => involvedObject.kind === 'Pod')
    .map(({ type, reason, message }) => `${type} ${reason} ${message}`);
}

it('makes a pod ready with one write, and reports all of it', async () => {
  start();
  const writes = jest.fn();
  api.store.subscribe(PODS, writes);
  addPod({ initContainers: [{ name: 'init', image: 'busybox:1' }] });
  await until(() => isPodReady(pod()));
  expect(writes).toHaveBeenCalledTimes(2);
  expect(pod().status).toMatchObject({
    phase: 'Running',
    observedGeneration: 1,
    hostIP: expect.stringMatching(/^172\.18\./),
    podIP: expect.stringMatching(/^10\./),
    initContainerStatuses: [
      { ready: true, state: { terminated: { reason: 'Completed' } } },
    ],
    containerStatuses: [
      {
        name: 'main',
        image: IMAGE,
        ready: true,
        started: true,
        restartCount: 0,
        state: { running: { startedAt: expect.any(String) } },
      },
    ],
  });
  expect(
    pod().status!.conditions!.map(({ type, status }) => [type, status]),
  ).toEqual([
    ['PodReadyToStartContainers', 'True'],
    ['Initialized', 'True'],
    ['Ready', 'True'],
    ['ContainersReady', 'True'],
    ['PodScheduled', 'True'],
  ]);
  expect(events()).toContain(`Normal Pulling Pulling image "${IMAGE}"`);
  expect([...api.store.list(EVENTS)]).toContainEqual(
    expect.objectContaining({
      reason: 'Started',
      message: 'Container started',
      source: { component: 'kubelet', host: 'n' },
      involvedObject: expect.objectContaining({
        fieldPath: 'spec.containers{main}',
      }),
    }),
  );
});

it('takes its time when it is to be realistic', async () => {
  start({ timeScale: 0.01 });
  kubelet.setSpeed('realistic');
  addPod({ containers: [{ name: 'main', image: IMAGE, readinessProbe: {} }] });
  await until(() => pod().status?.phase === 'Pending');
  expect(main().state).toEqual({ waiting: { reason: 'ContainerCreating' } });
  await until(() => pod().status?.phase === 'Running');
  expect(pod().status!.conditions).toContainEqual(
    expect.objectContaining({
      type: 'Ready',
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [main]',
    }),
  );
  await until(() => isPodReady(pod()));
});

it('backs off pulling an image that is not there', async () => {
  const rule: BehaviourRule = {
    match: { image: '*/llama3.1:*', namespace: 'ai' },
    pull: { fails: 'ErrImagePull' },
  };
  start({ timeScale: 0.005, behaviours: [rule] });
  addPod();
  await until(() => main()?.state?.waiting?.reason === 'ErrImagePull');
  expect(main().state!.waiting!.message).toMatch(`${IMAGE}: not found`);
  await until(() => main().state?.waiting?.reason === 'ImagePullBackOff');
  expect(main().state!.waiting!.message).toMatch(
    `Back-off pulling image "${IMAGE}": ErrImagePull: rpc error: `,
  );
  expect(events()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^Warning Failed Failed to pull image .* not found$/,
      ),
      'Warning Failed Error: ErrImagePull',
      `Normal BackOff Back-off pulling image "${IMAGE}"`,
      'Warning Failed Error: ImagePullBackOff',
    ]),
  );
});

it('restarts what crashes: first at once, then after a back-off', async () => {
  const run: BehaviourRule['run'] = {
    exitsAfterSeconds: 1,
    exitCode: 137,
    reason: 'OOMKilled',
    logs: ['CUDA out of memory'],
  };
  start({ timeScale: 0.005, behaviours: [{ run }] });
  addPod();
  await until(() => main()?.restartCount === 1);
  await until(() => main().state?.waiting?.reason === 'CrashLoopBackOff');
  const { uid } = pod().metadata;
  expect(main()).toMatchObject({
    ready: false,
    state: {
      waiting: {
        message: `back-off 10s restarting failed container=main pod=p_ai(${uid})`,
      },
    },
    lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
  });
  expect(pod().status!.phase).toBe('Running');
  expect(events()).toContain(
    `Warning BackOff Back-off restarting failed container main in pod p_ai(${uid})`,
  );
  const previous = { container: 'main', previous: true };
  expect(kubelet.logs(pod(), previous).at(-1)?.text).toBe('CUDA out of memory');
  await until(() => main().restartCount === 2);
});

it.each([
  ['Never', 0, 'Succeeded'],
  ['Never', 1, 'Failed'],
  ['OnFailure', 0, 'Succeeded'],
])(
  'with policy %s and exit code %i it ends as %s',
  async (restartPolicy, exitCode, phase) => {
    start({ behaviours: [{ run: { exitsAfterSeconds: 1, exitCode } }] });
    addPod({ restartPolicy: restartPolicy as 'Never' });
    await until(() => pod().status?.phase === phase);
  },
);

it('says of an init container that fails, and starts nothing after it', async () => {
  const rule: BehaviourRule = {
    match: { image: 'busybox:*' },
    pull: { fails: 'ErrImagePull' },
  };
  start({ behaviours: [rule] });
  addPod({ initContainers: [{ name: 'init', image: 'busybox:1' }] });
  await until(() => pod().status?.phase);
  expect(pod().status).toMatchObject({
    phase: 'Pending',
    initContainerStatuses: [
      { state: { waiting: { reason: expect.stringMatching(/ImagePull/) } } },
    ],
    containerStatuses: [{ state: { waiting: { reason: 'PodInitializing' } } }],
  });
  expect(pod().status!.conditions).toContainEqual(
    expect.objectContaining({
      type: 'Initialized',
      status: 'False',
      message: 'containers with incomplete status: [init]',
    }),
  );
});

it('ends a deleted pod, and leaves it while a finalizer is on it', async () => {
  start();
  kubelet.setSpeed('realistic');
  addPod();
  await until(() => isPodReady(pod()));
  api.delete(PODS, KEY, { propagationPolicy: 'Foreground' });
  await until(() => pod().metadata.deletionGracePeriodSeconds === 0);
  expect(pod().status!.phase).toBe('Succeeded');
  expect(events()).toContain('Normal Killing Stopping container main');
  const { finalizers, ...metadata } = pod().metadata;
  api.update(PODS, { ...pod(), metadata });
  expect(api.store.get(PODS, KEY.namespace, KEY.name)).toBeUndefined();
});

it('freezes the pods of a lost node until it is back', async () => {
  start();
  addPod();
  await until(() => isPodReady(pod()));
  kubelet.loseNode('n');
  const ready = () =>
    api
      .get(NODES, { name: 'n' })
      .status!.conditions!.find(({ type }) => type === 'Ready')!;
  await until(() => ready().status === 'Unknown');
  expect(ready()).toMatchObject({
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
  });
  api.delete(PODS, KEY);
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(pod().metadata.deletionTimestamp).toBeDefined();
  expect(kubelet.usage(pod())).toBeUndefined();
  kubelet.restoreNode('n');
  await until(() => !api.store.get(PODS, KEY.namespace, KEY.name));
  expect(ready().status).toBe('True');
});

it('has a log, and uses something, while it runs', async () => {
  start();
  addPod();
  await until(() => isPodReady(pod()));
  const run = { container: 'main', previous: false };
  expect(kubelet.logs(pod(), run)[0].text).toContain(IMAGE);
  expect(kubelet.usage(pod())).toMatchObject([{ name: 'main' }]);
});

it('says why there are no logs yet', async () => {
  start({ behaviours: [{ pull: { fails: 'ErrImagePull' } }] });
  addPod();
  await until(() => main()?.state?.waiting?.reason === 'ImagePullBackOff');
  expect(() =>
    kubelet.logs(pod(), { container: 'main', previous: false }),
  ).toThrow(
    'container "main" in pod "p" is waiting to start: trying and failing to pull image',
  );
});
