import { LEADER_WORKER_SETS, PODS } from '@aikit-backstage/plugin-aikit-node';
import {
  settle,
  unreachable,
} from '@aikit-backstage/plugin-aikit-node/testUtils';
import { added, rawLeaderWorkerSet } from './__testUtils__/objects';
import { fakeMirrors } from './__testUtils__/startMirrors';

describe('ClusterMirrors', () => {
  let setup: ReturnType<typeof fakeMirrors>;

  async function start(...names: Parameters<typeof fakeMirrors>) {
    setup = fakeMirrors(...names);
    setup.mirrors.start();
    await settle();
  }
  afterEach(async () => {
    await setup.mirrors.stop();
    setup.clock.assertIdle();
  });

  it('a list that hangs makes its cluster unavailable, and no other', async () => {
    setup = fakeMirrors('a', 'b');
    setup.access.resource('a', PODS).listFailure = 'hang';
    setup.mirrors.start();
    await settle();
    expect(setup.state('b')).toBe('live');
    expect(setup.state('a')).toBe('connecting');
    await setup.clock.advance(15_000);
    expect(setup.state('a')).toBe('unavailable');
    expect(setup.error('a')).toContain('no answer');
    expect(setup.state('b')).toBe('live');
  });

  it('shows a cluster that cannot be watched, and asks nothing of it', async () => {
    await start({ name: 'a', title: 'A', unsupported: 'needs a token' });
    expect(setup.mirrors.get('a')).toMatchObject({ cluster: 'a', title: 'A' });
    expect(setup.mirrors.get('a')?.status()).toEqual({
      name: 'a',
      state: 'unsupported',
      error: 'needs a token',
    });
    await setup.clock.advance(60_000);
    expect(setup.access.resource('a', PODS).lists).toEqual([]);
  });

  it('takes up a cluster that appears', async () => {
    await start('a');
    setup.access.infos = [{ name: 'a' }, { name: 'b' }];
    await setup.clock.advance(30_000);
    expect(setup.mirrors.list().map(({ cluster }) => cluster)).toEqual([
      'a',
      'b',
    ]);
    expect(setup.state('b')).toBe('live');
    expect(setup.access.resource('a', PODS).watches).toHaveLength(1);
  });

  it('gives up a cluster that disappears, and says that its workloads have gone', async () => {
    setup = fakeMirrors('a', 'b');
    setup.access.resource('a', LEADER_WORKER_SETS).objects = [
      rawLeaderWorkerSet(),
    ];
    setup.mirrors.start();
    await settle();
    setup.changes();
    setup.access.infos = [{ name: 'b' }];
    await setup.clock.advance(30_000);
    expect(setup.mirrors.get('a')).toBeUndefined();
    expect(setup.access.resource('a', PODS).watch.options.signal.aborted).toBe(
      true,
    );
    expect(setup.changes()).toEqual([
      {
        cluster: 'a',
        workloads: [{ kind: 'LeaderWorkerSet', namespace: 'ml', name: 'chat' }],
        nodes: true,
        status: true,
      },
    ]);
  });

  it('starts a cluster anew that was configured another way', async () => {
    await start({ name: 'a', unsupported: 'needs a token' });
    setup.access.infos = [{ name: 'a' }];
    await setup.clock.advance(30_000);
    expect(setup.state('a')).toBe('live');
  });

  it('keeps its mirrors, and tries again soon, when it cannot tell which clusters there are', async () => {
    await start('a');
    setup.access.infos = unreachable('', 'starting up');
    await setup.clock.advance(30_000);
    expect(setup.state('a')).toBe('live');
    expect(setup.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('starting up'),
    );
    setup.access.infos = [{ name: 'a' }, { name: 'b' }];
    await setup.clock.advance(1000);
    expect(setup.state('b')).toBe('live');
  });

  it('a subscriber that throws does not keep a change from the others', async () => {
    setup = fakeMirrors('a');
    const calls: string[] = [];
    setup.mirrors.subscribe(() => {
      throw new Error('oops');
    });
    const end = setup.mirrors.subscribe(({ cluster }) => calls.push(cluster));
    setup.mirrors.start();
    await settle();
    expect(calls.length).toBeGreaterThan(0);
    expect(setup.logger.error).toHaveBeenCalledWith(
      expect.stringContaining('oops'),
    );

    end();
    calls.length = 0;
    setup.access
      .resource('a', LEADER_WORKER_SETS)
      .watch.send(added(rawLeaderWorkerSet()));
    await settle();
    expect(calls).toEqual([]);
  });

  it('can be stopped before it has started, and started once only', async () => {
    setup = fakeMirrors('a');
    setup.mirrors.start();
    setup.mirrors.start();
    await settle();
    expect(setup.access.resource('a', PODS).lists).toHaveLength(1);

    await setup.mirrors.stop();
    expect(setup.mirrors.list()).toEqual([]);

    const { mirrors } = fakeMirrors('a');
    await mirrors.stop();
  });
});
