import {
  ClusterError,
  DEPLOYMENTS,
  EVENTS,
  LEADER_WORKER_SETS,
  NODES,
  podsIn,
  PODS,
  REPLICA_SETS,
  STATEFUL_SETS,
} from '@aikit-backstage/plugin-aikit-node';
import {
  settle,
  unreachable,
} from '@aikit-backstage/plugin-aikit-node/testUtils';
import {
  modified,
  rawGroup,
  rawLeaderWorkerSet,
  rawNode,
  rawPod,
} from './__testUtils__/objects';
import { fakeMirrors } from './__testUtils__/startMirrors';

const ALL = [
  LEADER_WORKER_SETS,
  DEPLOYMENTS,
  REPLICA_SETS,
  STATEFUL_SETS,
  PODS,
  NODES,
  EVENTS,
];
const CHAT = {
  kind: 'LeaderWorkerSet',
  namespace: 'ml',
  name: 'chat',
} as const;
const down = unreachable('a', 'connection refused');
const missing = new ClusterError(
  'notFound',
  { cluster: 'a', request: 'list leaderworkersets' },
  'not served',
  undefined,
  { missing: 'resource' },
);

describe('the mirror of a cluster', () => {
  let setup: ReturnType<typeof fakeMirrors>;

  beforeEach(() => {
    setup = fakeMirrors('a');
  });
  afterEach(async () => {
    await setup.mirrors.stop();
    setup.clock.assertIdle();
  });

  const resource = (type: (typeof ALL)[number]) =>
    setup.access.resource('a', type);
  const lists = () =>
    ALL.reduce((sum, type) => sum + resource(type).lists.length, 0);

  /** The cluster refuses every connection, and breaks those it has. */
  function shutDown() {
    for (const type of ALL) {
      resource(type).listFailure = down;
      resource(type).watchFailure = down;
      resource(type).watch.fail(down);
    }
  }
  function bringUp() {
    for (const type of ALL) {
      resource(type).listFailure = undefined;
      resource(type).watchFailure = undefined;
    }
  }
  async function start() {
    setup.mirrors.start();
    await settle();
  }

  it('is connecting until everything is listed, then live', async () => {
    resource(PODS).listFailure = 'hang';
    await start();
    expect(setup.state('a')).toBe('connecting');
    resource(PODS).listFailure = undefined;
    await setup.clock.advance(16_000);
    expect(setup.state('a')).toBe('live');
    expect(setup.error('a')).toBeUndefined();
  });

  /** What is observed of the workload, its pods and nodes as lists. */
  function seen() {
    const observed = setup.mirrors.get('a')?.observe(CHAT);
    return (
      observed && {
        ...observed,
        pods: podsIn(observed),
        nodes: [...observed.nodes.values()],
      }
    );
  }

  it('observes a workload with everything that belongs to it', async () => {
    const { leaderSet, leader, workerSet, worker } = rawGroup();
    resource(LEADER_WORKER_SETS).objects = [rawLeaderWorkerSet()];
    resource(STATEFUL_SETS).objects = [leaderSet, workerSet];
    resource(PODS).objects = [leader, worker];
    resource(NODES).objects = [rawNode('n1', 8)];
    await start();
    expect(seen()).toMatchObject({
      cluster: 'a',
      workload: { name: 'chat', size: 2 },
      pods: [{ name: 'chat-0' }, { name: 'chat-0-1' }],
      podSets: [{ name: 'chat' }, { name: 'chat-0' }],
      nodes: [{ name: 'n1' }],
      free: { n1: { 'nvidia.com/gpu': 8 } },
    });
    expect(
      setup.mirrors.get('a')?.observe({ ...CHAT, name: 'other' }),
    ).toBeUndefined();
  });

  it('tells of a pod that moved to a node, and reads cost no request', async () => {
    const { leaderSet, leader } = rawGroup();
    resource(LEADER_WORKER_SETS).objects = [rawLeaderWorkerSet()];
    resource(STATEFUL_SETS).objects = [leaderSet];
    resource(PODS).objects = [leader];
    resource(NODES).objects = [rawNode('n1', 8)];
    await start();
    setup.changes();
    const before = lists();

    const owner = { kind: 'StatefulSet', name: 'chat', uid: 'sts-chat' };
    const placed = { lws: 'chat', gpus: 2, node: 'n1', owner };
    resource(PODS).watch.send(modified(rawPod('chat-0', placed)));
    await settle();
    expect(setup.changes()).toEqual([
      { cluster: 'a', workloads: [CHAT], nodes: true, status: false },
    ]);
    expect(seen()).toMatchObject({
      pods: [{ nodeName: 'n1' }],
      free: { n1: { 'nvidia.com/gpu': 6 } },
    });
    expect(lists()).toBe(before);
  });

  it('stays live when watches end and are taken up again', async () => {
    await start();
    await setup.clock.advance(5000);
    setup.changes();
    for (const type of ALL) {
      resource(type).watch.end();
    }
    await setup.clock.advance(6000);
    expect(setup.state('a')).toBe('live');
    expect(setup.changes()).toEqual([]);
  });

  it('is stale some seconds after the cluster has gone, and keeps its picture', async () => {
    resource(LEADER_WORKER_SETS).objects = [rawLeaderWorkerSet()];
    await start();
    await setup.clock.advance(2000);
    setup.changes();

    shutDown();
    await setup.clock.advance(4999);
    expect(setup.state('a')).toBe('live');
    expect(setup.changes()).toEqual([]);

    await setup.clock.advance(1);
    expect(setup.mirrors.get('a')?.status()).toEqual({
      name: 'a',
      state: 'stale',
      error: down.message,
      lastSeen: '2026-01-01T00:00:00.000Z',
    });
    expect(setup.changes()).toEqual([
      { cluster: 'a', workloads: [], nodes: false, status: true },
    ]);
    expect(setup.mirrors.get('a')?.workload(CHAT)).toBeDefined();
    expect(setup.logger.warn).toHaveBeenCalledTimes(1);
  });

  it('is live again when the cluster is back', async () => {
    await start();
    shutDown();
    await setup.clock.advance(10_000);
    expect(setup.state('a')).toBe('stale');
    bringUp();
    setup.changes();
    await setup.clock.advance(12_000);
    expect(setup.state('a')).toBe('live');
    expect(setup.changes().some(({ status }) => status)).toBe(true);
  });

  it('is stale when one watch alone cannot be taken up again', async () => {
    await start();
    resource(EVENTS).watchFailure = down;
    resource(EVENTS).watch.fail(down);
    await setup.clock.advance(6000);
    expect(setup.state('a')).toBe('stale');
  });

  it('is unavailable, with the missing permission, when it was never complete', async () => {
    resource(NODES).listFailure = new ClusterError(
      'forbidden',
      { cluster: 'a', request: 'list nodes' },
      'User "portal" cannot list resource "nodes"',
    );
    await start();
    expect(setup.state('a')).toBe('unavailable');
    expect(setup.error('a')).toContain('cannot list resource "nodes"');
  });

  it('tells apart whether LeaderWorkerSet is installed', async () => {
    resource(LEADER_WORKER_SETS).listFailure = missing;
    const installed = () => setup.mirrors.get('a')?.leaderWorkerSet();
    await start();
    expect(setup.state('a')).toBe('live');
    expect(installed()).toBe('missing');

    resource(LEADER_WORKER_SETS).listFailure = undefined;
    setup.changes();
    await setup.clock.advance(30_000);
    expect(installed()).toBe('installed');
    expect(setup.changes()).toContainEqual({
      cluster: 'a',
      workloads: [],
      nodes: false,
      status: true,
    });
  });

  it('does not know whether LeaderWorkerSet is installed where it has not looked', async () => {
    resource(LEADER_WORKER_SETS).listFailure = down;
    await start();
    expect(setup.mirrors.get('a')?.leaderWorkerSet()).toBe('unknown');
  });

  it('asks a quiet cluster for a sign of life, and a lively one for nothing', async () => {
    await start();
    const before = lists();
    for (let second = 0; second < 20; second += 1) {
      await setup.clock.advance(1000);
      resource(PODS).watch.send({ type: 'BOOKMARK', resourceVersion: '1' });
    }
    expect(lists()).toBe(before);

    await setup.clock.advance(20_000);
    expect(lists()).toBe(before + 2);
    expect(setup.mirrors.get('a')?.status().lastSeen).toBe(
      '2026-01-01T00:00:40.000Z',
    );
  });

  it('finds a cluster dead that leaves its watches open', async () => {
    await start();
    for (const type of ALL) {
      resource(type).listFailure = 'hang';
    }
    await setup.clock.advance(30_000);
    expect(setup.state('a')).toBe('stale');
    for (const type of ALL) {
      resource(type).listFailure = undefined;
    }
    await setup.clock.advance(45_000);
    expect(setup.state('a')).toBe('live');
    expect(resource(PODS).watches).toHaveLength(2);
  });

  it('takes a refusal for a sign of life', async () => {
    await start();
    resource(NODES).listFailure = new ClusterError(
      'forbidden',
      { cluster: 'a', request: 'list nodes' },
      'no more',
    );
    await setup.clock.advance(25_000);
    expect(setup.state('a')).toBe('live');
    expect(resource(PODS).watches).toHaveLength(1);
  });
});
