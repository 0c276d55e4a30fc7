import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithControlPlane } from '../describeWithControlPlane';
import { kubebuilderBinary, moduleFolder } from './binaries';
import { startControlPlane } from './controlPlane';
import { httpsGet } from './httpsGet';
import {
  condition,
  leaderWorkerSet,
  podsOf,
  readyPodsOf,
} from './leaderWorkerSetFixture';
import { poll } from './poll';

const WAIT = { timeoutMs: 30_000 };

describeWithControlPlane('a control plane', controlPlane => {
  beforeAll(() =>
    controlPlane().addNodes([
      { name: 'gpu-8', capacity: { 'nvidia.com/gpu': 8 } },
      { name: 'gpu-2', capacity: { 'nvidia.com/gpu': 2 } },
    ]),
  );

  // Objects of one test must not take another's GPUs.
  afterEach(async () => {
    const { kubectl } = controlPlane();
    await kubectl(['delete', 'leaderworkersets,deployments', '--all']);
    await kubectl(['wait', '--for=delete', 'pods', '--all', '--timeout=15s']);
  });

  it('is of the version that go.mod names', async () => {
    const answer = await controlPlane().kubectl(['version', '-o', 'json']);
    const goMod = await readFile(
      join(moduleFolder('kubernetes'), 'go.mod'),
      'utf8',
    );
    const [, version] = goMod.match(/k8s\.io\/kubernetes (v\S+)/)!;

    // KUBEBUILDER_ASSETS may have another one.
    const expected = kubebuilderBinary('kube-apiserver')
      ? /^v1\./
      : new RegExp(`^${version}$`);
    expect(JSON.parse(answer).serverVersion.gitVersion).toMatch(expected);
  });

  it('makes a group of a LeaderWorkerSet ready', async () => {
    const cluster = controlPlane();
    await cluster.apply([leaderWorkerSet({ name: 'aikit', size: 3 })]);

    const pods = await readyPodsOf(cluster, 'aikit', 3);

    expect(pods.map(({ metadata }) => metadata.name)).toEqual([
      'aikit-0',
      'aikit-0-1',
      'aikit-0-2',
    ]);
    expect(pods[1].metadata.labels).toMatchObject({
      'leaderworkerset.sigs.k8s.io/name': 'aikit',
      'leaderworkerset.sigs.k8s.io/group-index': '0',
      'leaderworkerset.sigs.k8s.io/worker-index': '1',
      'leaderworkerset.sigs.k8s.io/pod-role': 'worker',
    });
    expect(pods[1].spec.containers[0].env).toEqual(
      expect.arrayContaining([
        { name: 'LWS_LEADER_ADDRESS', value: 'aikit-0.aikit.default' },
        { name: 'LWS_GROUP_SIZE', value: '3' },
        { name: 'LWS_WORKER_INDEX', value: '1' },
      ]),
    );
    await cluster.kubectl([
      'wait',
      '--for=condition=Available',
      'leaderworkerset/aikit',
      '--timeout=20s',
    ]);
  });

  it('leaves the worker pending that finds no GPUs', async () => {
    const cluster = controlPlane();
    await cluster.apply([
      leaderWorkerSet({ name: 'big', size: 5, leaderGpus: 4, workerGpus: 2 }),
    ]);

    // 4 + 4 × 2 GPUs are asked for and 10 are there.
    const [pending] = await poll(
      async () => {
        const pods = await podsOf(cluster, 'big');
        const waiting = pods.filter(
          pod => condition(pod, 'PodScheduled')?.status === 'False',
        );
        const placed = pods.filter(
          pod => condition(pod, 'Ready')?.status === 'True',
        );
        return placed.length === 4 && waiting.length === 1
          ? waiting
          : undefined;
      },
      { ...WAIT, what: 'four of five pods to be ready' },
    );

    expect(pending.spec.nodeName).toBeUndefined();
    expect(condition(pending, 'PodScheduled')?.message).toContain(
      '2 Insufficient nvidia.com/gpu',
    );
  });

  it('gives the suite an account that reads pods, not secrets', async () => {
    const { caData, suiteAccount, url } = controlPlane();
    const { token } = await suiteAccount();
    const ca = Buffer.from(caData, 'base64').toString();
    const status = async (path: string) =>
      (await httpsGet(`${url}${path}`, { ca, token })).status;

    expect(await status('/api/v1/pods')).toBe(200);
    expect(await status('/api/v1/nodes')).toBe(200);
    expect(
      await status('/apis/leaderworkerset.x-k8s.io/v1/leaderworkersets'),
    ).toBe(200);
    expect(await status('/api/v1/secrets')).toBe(403);
    expect(await status('/api/v1/namespaces/kube-system/configmaps')).toBe(403);
  });

  it('lets the suite deploy, and change or read nothing else', async () => {
    const { kubectl, suiteAccount } = controlPlane();
    const { username } = await suiteAccount();
    const may = async (verb: string, resource: string) => {
      const review = {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: {
          user: username,
          resourceAttributes: {
            namespace: 'default',
            verb,
            ...toResourceAttributes(resource),
          },
        },
      };
      const answer = await kubectl(
        ['create', '-o', 'json', '-f', '-'],
        JSON.stringify(review),
      );
      return JSON.parse(answer).status.allowed;
    };

    expect(
      await may('patch', 'leaderworkersets.leaderworkerset.x-k8s.io'),
    ).toBe(true);
    expect(await may('patch', 'deployments/scale.apps')).toBe(true);
    expect(await may('create', 'pods')).toBe(false);
    expect(await may('delete', 'pods')).toBe(false);
    expect(await may('create', 'pods/exec')).toBe(false);
    expect(await may('patch', 'statefulsets.apps')).toBe(false);
    expect(await may('patch', 'nodes')).toBe(false);
    expect(await may('get', 'namespaces')).toBe(true);
    expect(await may('list', 'namespaces')).toBe(false);
    expect(await may('list', 'services')).toBe(false);
  });

  it('counts the requests of a user', async () => {
    const cluster = controlPlane();
    const { token, username } = await cluster.suiteAccount();
    const ca = Buffer.from(cluster.caData, 'base64').toString();
    const before = await cluster.requestsBy(username);

    for (let times = 0; times < 3; times += 1) {
      await httpsGet(`${cluster.url}/api/v1/namespaces/default/pods`, {
        ca,
        token,
      });
    }

    const after = await cluster.requestsBy(username);
    expect(after.slice(before.length)).toEqual(
      Array(3).fill(
        expect.objectContaining({
          verb: 'list',
          resource: 'pods',
          namespace: 'default',
        }),
      ),
    );
    expect(await cluster.apiRequestCount({ user: username })).toBe(
      after.length,
    );
  });

  it('keeps objects and carries on when the API server was away', async () => {
    const cluster = controlPlane();
    const { url } = cluster;
    await cluster.apply([leaderWorkerSet({ name: 'aikit', size: 2 })]);
    const [leader] = await readyPodsOf(cluster, 'aikit', 2);

    await cluster.stopApiServer();
    await expect(cluster.get('pods')).rejects.toThrow(/refused/);
    await cluster.startApiServer();

    expect(cluster.url).toBe(url);
    const [kept] = await podsOf(cluster, 'aikit');
    expect(kept.metadata.uid).toBe(leader.metadata.uid);
    // Takes the controllers, the scheduler and kwok; each comes back when its
    // watch does.
    await cluster.apply([leaderWorkerSet({ name: 'later', size: 2 })]);
    await readyPodsOf(cluster, 'later', 2);
  });

  it('accepts no LeaderWorkerSet, but Deployments, while LWS is away', async () => {
    const cluster = controlPlane();
    const { kubectl } = cluster;
    await cluster.stopLws();

    await expect(
      cluster.apply([leaderWorkerSet({ name: 'aikit', size: 2 })]),
    ).rejects.toThrow(/failed calling webhook "mleaderworkerset.kb.io"/);
    await kubectl(['create', 'deployment', 'web', '--image=web']);
    await kubectl([
      'wait',
      '--for=condition=Available',
      'deployment/web',
      '--timeout=20s',
    ]);

    await cluster.startLws();
    await cluster.apply([leaderWorkerSet({ name: 'aikit', size: 2 })]);
    await readyPodsOf(cluster, 'aikit', 2);
  });

  it('runs beside another one, which leaves nothing when it stops', async () => {
    const other = await startControlPlane();
    const { folder } = other;
    const pids = other.processIds();
    expect(pids).toHaveLength(6);
    try {
      await other.addNodes([{ name: 'node' }]);
      await other.apply([leaderWorkerSet({ name: 'aikit', size: 2 })]);
      await readyPodsOf(other, 'aikit', 2);
      expect(await podsOf(controlPlane(), 'aikit')).toEqual([]);
    } finally {
      await other.stop();
    }

    for (const pid of pids) {
      expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    }
    expect(existsSync(folder)).toBe(false);
    await controlPlane().get('nodes');
  });
});

function toResourceAttributes(resource: string) {
  const [name, ...group] = resource.split('.');
  const [plural, subresource] = name.split('/');
  return { resource: plural, subresource, group: group.join('.') };
}
