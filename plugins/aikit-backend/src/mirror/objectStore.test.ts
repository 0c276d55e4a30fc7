import { podsIn } from '@aikit-backstage/plugin-aikit-node';
import { ChangeCollector } from './changes';
import { ObjectStore } from './objectStore';
import {
  observedDeployment,
  observedEvent,
  observedLeaderWorkerSet,
  observedNode,
  observedPod,
  observedReplicaSet,
  observedStatefulSet,
} from './projections';
import {
  raw,
  rawDeployment,
  rawEvent,
  rawGroup,
  rawLeaderWorkerSet,
  rawNode,
  rawPod,
  rawReplicaSet,
  rawStatefulSet,
} from './__testUtils__/objects';
import { MirrorChange, WorkloadKey } from './types';

const CHAT: WorkloadKey = {
  kind: 'LeaderWorkerSet',
  namespace: 'ml',
  name: 'chat',
};
const WEB: WorkloadKey = { kind: 'Deployment', namespace: 'ml', name: 'web' };

const nextTurn = () => new Promise(resolve => setImmediate(resolve));

describe('ObjectStore', () => {
  let store: ObjectStore;
  let changes: MirrorChange[];

  beforeEach(() => {
    const reported: MirrorChange[] = [];
    changes = reported;
    store = new ObjectStore(
      new ChangeCollector('gpu-a', change => reported.push(change)),
    );
  });

  const put = {
    workload: (object = rawLeaderWorkerSet()) =>
      store.leaderWorkerSets.upsert(observedLeaderWorkerSet(object)),
    deployment: () =>
      store.deployments.upsert(observedDeployment(rawDeployment())),
    node: (object: ReturnType<typeof rawNode>) =>
      store.nodes.upsert(observedNode(object)),
    pod: (object: ReturnType<typeof rawPod>) => {
      const pod = observedPod(object);
      if (pod) {
        store.pods.upsert(pod);
      }
    },
    statefulSet: (object: ReturnType<typeof rawPod>) =>
      store.statefulSets.upsert(observedStatefulSet(object)!),
    replicaSet: (object: ReturnType<typeof rawPod>) =>
      store.replicaSets.upsert(observedReplicaSet(object)!),
    event: (object: ReturnType<typeof rawEvent>) =>
      store.events.upsert(observedEvent(object)!),
  };
  const observedPods = (key: WorkloadKey) => {
    const seen = store.observe(key);
    return seen && podsIn(seen);
  };
  const podsOf = (key: WorkloadKey) =>
    observedPods(key)
      ?.map(({ name }) => name)
      .sort();
  /** Of one object after the other, the oldest first. */
  const observedEvents = (key: WorkloadKey) => {
    const seen = store.observe(key);
    return (
      seen &&
      [seen.workload, ...seen.podSets, ...podsIn(seen)].flatMap(({ uid }) =>
        [...seen.eventsAbout(uid)].reverse(),
      )
    );
  };
  const eventsOf = (key: WorkloadKey) =>
    observedEvents(key)?.map(({ message }) => message);

  async function flushed(): Promise<MirrorChange[]> {
    await nextTurn();
    return changes.splice(0);
  }

  it('joins a LeaderWorkerSet with its pods in whatever order they come', () => {
    const { leaderSet, leader, workerSet, worker } = rawGroup();
    const steps = [
      () => put.workload(),
      () => put.statefulSet(leaderSet),
      () => put.pod(leader),
      () => put.statefulSet(workerSet),
      () => put.pod(worker),
    ];
    for (const order of [steps, [...steps].reverse()]) {
      store = new ObjectStore(new ChangeCollector('gpu-a', () => {}));
      order.forEach(step => step());
      expect(podsOf(CHAT)).toEqual(['chat-0', 'chat-0-1']);
      expect(store.observe(CHAT)?.podSets).toHaveLength(2);
    }
  });

  it('joins a Deployment with its pods in whatever order they come', () => {
    const owner = { kind: 'ReplicaSet', name: 'web-1', uid: 'web-1' };
    const steps = [
      () => put.deployment(),
      () => put.replicaSet(rawReplicaSet('web-1', 'web')),
      () => put.pod(rawPod('web-1-a', { owner })),
    ];
    for (const order of [steps, [...steps].reverse()]) {
      store = new ObjectStore(new ChangeCollector('gpu-a', () => {}));
      order.forEach(step => step());
      expect(podsOf(WEB)).toEqual(['web-1-a']);
    }
  });

  it.each([
    ['that nothing controls', undefined],
    [
      'of a controller that is no StatefulSet',
      { kind: 'Job', name: 'chat', uid: 'sts-chat' },
    ],
    [
      'of another LeaderWorkerSet of the same name',
      { kind: 'StatefulSet', name: 'chat', uid: 'sts-former' },
    ],
  ])('does not count a labelled pod %s', (_, owner) => {
    put.workload();
    put.statefulSet(rawGroup().leaderSet);
    put.statefulSet({
      ...rawGroup().leaderSet,
      metadata: {
        ...rawGroup().leaderSet.metadata,
        uid: 'sts-former',
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'LeaderWorkerSet',
            name: 'chat',
            uid: 'former',
            controller: true,
          },
        ],
      },
    });
    put.pod(rawPod('impostor', { lws: 'chat', owner }));
    expect(podsOf(CHAT)).toEqual([]);
  });

  it('does not count a pod that is older than the workload', () => {
    put.workload();
    const owner = { kind: 'StatefulSet', name: 'chat', uid: 'deleted' };
    put.pod(
      rawPod('old', {
        lws: 'chat',
        owner,
        creationTimestamp: '2025-12-31T23:59:59Z',
      }),
    );
    put.pod(rawPod('terminating', { lws: 'chat', owner }));
    expect(podsOf(CHAT)).toEqual(['terminating']);
  });

  it('does not follow owners in a circle', () => {
    put.workload();
    const lws = 'chat';
    put.pod(
      rawPod('a', { lws, owner: { kind: 'StatefulSet', name: 's', uid: 's' } }),
    );
    put.statefulSet(
      raw(
        's',
        {},
        {
          labels: { 'leaderworkerset.sigs.k8s.io/name': lws },
          owner: { kind: 'Pod', name: 'a', uid: 'a' },
        },
      ),
    );
    expect(podsOf(CHAT)).toEqual([]);
  });

  it('keeps the new one of two workloads of the same name', () => {
    put.workload();
    const again = rawLeaderWorkerSet();
    again.metadata.uid = 'chat-again';
    put.workload(again);
    store.leaderWorkerSets.remove('chat');
    expect(store.workload(CHAT)?.uid).toBe('chat-again');
  });

  it('tells of a workload when its object, a set, a pod or an event of these changes', async () => {
    const { leaderSet, leader } = rawGroup();
    const only = [
      { cluster: 'gpu-a', workloads: [CHAT], nodes: false, status: false },
    ];
    put.workload();
    expect(await flushed()).toEqual(only);
    put.statefulSet(leaderSet);
    expect(await flushed()).toEqual(only);
    put.pod(leader);
    expect(await flushed()).toEqual(only);
    put.event(rawEvent('e', { kind: 'Pod', uid: 'chat-0' }));
    expect(await flushed()).toEqual(only);
    store.pods.remove('chat-0');
    expect(await flushed()).toEqual(only);
  });

  it('tells of a Deployment when its ReplicaSet comes after its pods', async () => {
    const owner = { kind: 'ReplicaSet', name: 'web-1', uid: 'web-1' };
    put.pod(rawPod('web-1-a', { owner }));
    expect(await flushed()).toEqual([]);
    put.replicaSet(rawReplicaSet('web-1', 'web'));
    expect((await flushed())[0].workloads).toEqual([WEB]);
  });

  it('tells once of everything that changes in one turn', async () => {
    const { leaderSet, leader, workerSet, worker } = rawGroup();
    put.workload();
    [leaderSet, workerSet].forEach(put.statefulSet);
    [leader, worker].forEach(put.pod);
    put.deployment();
    put.node(rawNode('n1', 8));
    expect(await flushed()).toEqual([
      { cluster: 'gpu-a', workloads: [CHAT, WEB], nodes: true, status: false },
    ]);
  });

  it('does not tell of a node whose heartbeat alone has changed', async () => {
    put.node(rawNode('n1', 8));
    await flushed();
    const beat = rawNode('n1', 8);
    beat.metadata.resourceVersion = '2';
    put.node(beat);
    expect(await flushed()).toEqual([]);
  });

  it('follows a pod from pending to its node to its end, in what is free', async () => {
    put.workload();
    put.node(rawNode('n1', 8));
    const owner = { kind: 'StatefulSet', name: 'chat', uid: 'sts-chat' };
    const pod = { lws: 'chat', owner, gpus: 2 };
    const free = () => store.observe(CHAT)?.free.n1['nvidia.com/gpu'];
    await flushed();

    put.pod(rawPod('chat-0', pod));
    expect(free()).toBe(8);
    expect((await flushed())[0].nodes).toBe(false);

    put.pod(rawPod('chat-0', { ...pod, node: 'n1', phase: 'Pending' }));
    expect(free()).toBe(6);
    expect((await flushed())[0].nodes).toBe(true);

    put.pod(rawPod('chat-0', { ...pod, node: 'n1', phase: 'Failed' }));
    expect(free()).toBe(8);

    put.pod(rawPod('chat-0', { ...pod, node: 'n1' }));
    store.pods.remove('chat-0');
    expect(free()).toBe(8);
  });

  it('does not work out what is free anew while nothing has changed', () => {
    put.workload();
    put.node(rawNode('n1', 8));
    put.pod(rawPod('other', { gpus: 1, node: 'n1' }));
    const first = store.observe(CHAT)?.free;
    put.pod(
      rawPod('no-gpu', {
        owner: { kind: 'ReplicaSet', name: 'r', uid: 'r' },
        node: 'n1',
      }),
    );
    expect(store.observe(CHAT)?.free).toBe(first);
  });

  it('counts the pods of others, and keeps none of those that matter to nobody', () => {
    put.workload();
    put.node(rawNode('n1', 8));
    put.pod(rawPod('job', { gpus: 3, node: 'n1' }));
    put.pod(rawPod('daemon', { node: 'n1' }));
    expect(store.observe(CHAT)?.free.n1).toEqual({ 'nvidia.com/gpu': 5 });
    expect([...store.pods.values()].map(({ name }) => name)).toEqual(['job']);
  });

  it('finds events that came before their object', () => {
    put.event(rawEvent('e1', { kind: 'LeaderWorkerSet', uid: 'chat' }));
    put.workload();
    expect(eventsOf(CHAT)).toEqual(['e1']);
  });

  it('keeps the latest twenty events of an object', () => {
    put.workload();
    for (let index = 24; index >= 0; index -= 1) {
      const about = { kind: 'LeaderWorkerSet', uid: 'chat' };
      put.event(rawEvent(`e${index}`, about, index));
    }
    expect(eventsOf(CHAT)).toEqual(
      Array.from({ length: 20 }, (_, index) => `e${index + 5}`),
    );
  });

  it('drops events with their object', () => {
    const { leader } = rawGroup();
    put.workload();
    put.pod(leader);
    put.event(rawEvent('e1', { kind: 'Pod', uid: 'chat-0' }));
    expect(eventsOf(CHAT)).toEqual(['e1']);
    store.pods.remove('chat-0');
    put.pod(leader);
    expect(eventsOf(CHAT)).toEqual([]);
  });

  it('keeps events of a bounded number of objects it does not know', () => {
    for (let index = 0; index <= 1000; index += 1) {
      put.event(rawEvent(`e${index}`, { kind: 'Pod', uid: `p${index}` }));
    }
    expect(store.events.about('p0')).toEqual([]);
    expect(store.events.about('p1')).toHaveLength(1);
  });

  it('replaces an event that was seen again, and forgets one that has expired', () => {
    put.workload();
    const about = { kind: 'LeaderWorkerSet', uid: 'chat' };
    put.event(rawEvent('e1', about, 1));
    put.event({ ...rawEvent('e1', about, 9), count: 7 });
    expect(observedEvents(CHAT)).toMatchObject([{ count: 7 }]);
    store.events.replace([]);
    expect(eventsOf(CHAT)).toEqual([]);
  });

  it('keeps groups as the same lists until something of them changes', () => {
    const { leaderSet, leader, workerSet, worker } = rawGroup();
    const owner = { kind: 'StatefulSet', name: 'chat', uid: 'sts-chat' };
    const other = rawPod('chat-1', { lws: 'chat', gpus: 2, owner });
    put.workload();
    [leaderSet, workerSet].forEach(put.statefulSet);
    [leader, worker, other].forEach(put.pod);
    const group = (key: string) => store.observe(CHAT)?.groups.get(key);
    const [first, second] = [group('0'), group('1')];
    expect(first?.map(({ name }) => name)).toEqual(['chat-0', 'chat-0-1']);
    expect(group('0')).toBe(first);

    put.pod({ ...other, status: { phase: 'Failed' } });
    expect(group('0')).toBe(first);
    expect(group('1')).not.toBe(second);
    expect(group('1')).toMatchObject([{ name: 'chat-1', phase: 'Failed' }]);

    put.event(rawEvent('e1', { kind: 'Pod', uid: 'chat-0-1' }));
    expect(group('0')).not.toBe(first);
    expect(group('0')).toEqual(first);
  });

  it('keeps the map of nodes until one of them changes', () => {
    put.workload();
    put.node(rawNode('n1', 8));
    const nodes = () => store.observe(CHAT)?.nodes;
    const before = nodes();
    expect(nodes()).toBe(before);
    put.node(rawNode('n2', 8));
    expect(nodes()?.size).toBe(2);
    expect(before?.size).toBe(1);
  });

  it('follows what hangs on a set that comes and goes after it was looked at', () => {
    const { leaderSet, leader, workerSet, worker } = rawGroup();
    put.workload();
    [leaderSet, workerSet].forEach(put.statefulSet);
    [leader, worker].forEach(put.pod);
    expect(podsOf(CHAT)).toEqual(['chat-0', 'chat-0-1']);

    // Another LeaderWorkerSet of this name had them.
    const foreign = { kind: 'LeaderWorkerSet', name: 'chat', uid: 'older' };
    put.statefulSet(rawStatefulSet('chat', foreign, 'chat'));
    expect(podsOf(CHAT)).toEqual([]);
    put.statefulSet(leaderSet);
    expect(podsOf(CHAT)).toEqual(['chat-0', 'chat-0-1']);
    put.pod(rawPod('chat-0', { lws: 'chat' }));
    expect(podsOf(CHAT)).toEqual([]);
    put.pod(leader);
    expect(podsOf(CHAT)).toEqual(['chat-0', 'chat-0-1']);
  });

  it('tells of what a new list no longer has', async () => {
    const { leader, leaderSet } = rawGroup();
    put.workload();
    put.statefulSet(leaderSet);
    put.pod(leader);
    await flushed();
    store.pods.replace([]);
    expect(podsOf(CHAT)).toEqual([]);
    expect((await flushed())[0].workloads).toEqual([CHAT]);
  });
});
