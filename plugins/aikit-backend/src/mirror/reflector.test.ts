import {
  ClusterError,
  KubernetesObject,
  PODS,
} from '@aikit-backstage/plugin-aikit-node';
import {
  FakeClock,
  FakeClusterAccess,
  FakeResource,
  gone,
  settle,
  unreachable,
} from '@aikit-backstage/plugin-aikit-node/testUtils';
import { added, deleted, modified, raw } from './__testUtils__/objects';
import { Reflector } from './reflector';

const down = unreachable('gpu-a', 'connection refused');

const missing = new ClusterError(
  'notFound',
  { cluster: 'gpu-a', request: 'list pods' },
  'not served',
  undefined,
  { missing: 'resource' },
);

describe('Reflector', () => {
  let clock: FakeClock;
  let pods: FakeResource;
  let stop: () => Promise<void>;
  let seen: Map<string, KubernetesObject>;
  let replaced: number;

  function start(
    script: Partial<Pick<FakeResource, 'listFailure' | 'watchFailure'>> = {},
    optional = false,
  ): Reflector<KubernetesObject> {
    clock = new FakeClock();
    const access = new FakeClusterAccess(clock);
    pods = access.resource('gpu-a', PODS);
    pods.objects = [raw('a')];
    Object.assign(pods, script);
    seen = new Map();
    replaced = 0;
    const reflector = new Reflector<KubernetesObject>({
      access,
      cluster: 'gpu-a',
      resource: PODS,
      optional,
      project: object => (object.hidden ? undefined : object),
      sink: {
        replace: objects => {
          replaced += 1;
          seen = new Map(objects.map(o => [o.metadata.uid ?? '', o]));
        },
        upsert: object => seen.set(object.metadata.uid ?? '', object),
        remove: uid => seen.delete(uid),
      },
      clock,
      // The longest delay that the jitter allows.
      random: () => 1,
      onState: () => {},
    });
    const controller = new AbortController();
    const running = reflector.run(controller.signal);
    stop = async () => {
      controller.abort();
      await running;
    };
    return reflector;
  }

  afterEach(async () => {
    await stop();
    clock.assertIdle();
  });

  it('lists, then watches from where the list ended', async () => {
    const reflector = start();
    expect(reflector.synced).toBe(false);
    await settle();
    expect(reflector.synced).toBe(true);
    expect([...seen.keys()]).toEqual(['a']);
    expect(pods.watch.options.resourceVersion).toBe('100');

    pods.watch.send(added(raw('b')));
    pods.watch.send(deleted(raw('a')));
    await settle();
    expect([...seen.keys()]).toEqual(['b']);
  });

  it('removes an object that has become one of which nothing is kept', async () => {
    start();
    await settle();
    pods.watch.send(modified(raw('a', { hidden: true })));
    await settle();
    expect(seen.size).toBe(0);
  });

  it('resumes from the last version when the server ends the watch', async () => {
    const reflector = start();
    await settle();
    pods.watch.send(added(raw('b', {}, { resourceVersion: '120' })));
    pods.watch.send({ type: 'BOOKMARK', resourceVersion: '130' });
    pods.watch.end();
    await settle();
    expect(pods.watches).toHaveLength(2);
    expect(pods.watch.options.resourceVersion).toBe('130');
    expect(pods.lists).toHaveLength(1);
    expect(reflector.failure).toBeUndefined();
  });

  it('does not ask in a loop when every watch ends at once', async () => {
    start();
    await settle();
    pods.watch.end();
    await settle();
    expect(pods.watches).toHaveLength(1);
    await clock.advance(500);
    expect(pods.watches).toHaveLength(2);
  });

  it('bounds the time of a watch, since nothing else ends one that is given up', async () => {
    start();
    await settle();
    expect(pods.watch.options.timeoutSeconds).toBe(300);
  });

  it('lists again at once when the version is too old, and forgets what has vanished', async () => {
    start();
    await settle();
    pods.objects = [raw('c')];
    pods.version = 200;
    pods.watch.fail(gone());
    await settle();
    expect([...seen.keys()]).toEqual(['c']);
    expect(pods.watch.options.resourceVersion).toBe('200');
    expect(replaced).toBe(2);
  });

  it('slows down when every version is too old', async () => {
    start({ watchFailure: gone() });
    await clock.advance(60_000);
    expect(pods.lists.length).toBeLessThan(10);
    expect(pods.lists.length).toBeGreaterThan(3);
  });

  it('waits longer after each failure, up to a bound', async () => {
    start({ listFailure: down });
    const times: number[] = [];
    let count = 0;
    for (let half = 0; half <= 260; half += 1) {
      if (pods.lists.length > count) {
        count = pods.lists.length;
        times.push(clock.now().elapsed);
      }
      await clock.advance(500);
    }
    const gaps = times.slice(1).map((time, index) => time - times[index]);
    expect(gaps).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('says since when it fails and why, and keeps what it has', async () => {
    const reflector = start();
    await settle();
    await clock.advance(3000);
    pods.listFailure = down;
    pods.watch.fail(down);
    await clock.advance(20_000);
    expect(reflector.failure).toEqual({ since: 3000, message: down.message });
    expect(reflector.synced).toBe(true);
    expect([...seen.keys()]).toEqual(['a']);
  });

  it('resumes after a failure without a full list, once the cluster answers', async () => {
    const reflector = start();
    await settle();
    pods.listFailure = down;
    pods.watch.fail(down);
    await clock.advance(4000);
    expect(pods.watches).toHaveLength(1);

    pods.listFailure = undefined;
    await clock.advance(4000);
    expect(pods.lists.at(-1)?.limit).toBe(1);
    expect(pods.watches).toHaveLength(2);
    expect(pods.watch.options.resourceVersion).toBe('100');
    expect(replaced).toBe(1);
    await clock.advance(1000);
    expect(reflector.failure).toBeUndefined();
  });

  it('stays failed when lists are allowed and watches are not', async () => {
    const forbidden = new ClusterError(
      'forbidden',
      { cluster: 'gpu-a', request: 'watch pods' },
      'User "portal" cannot watch resource "pods"',
    );
    const reflector = start({ watchFailure: forbidden });
    await settle();
    for (let second = 0; second < 40; second += 1) {
      await clock.advance(1000);
      expect(reflector.failure?.message).toBe(forbidden.message);
    }
  });

  it('waits as long as a throttling server says', async () => {
    start({
      listFailure: new ClusterError(
        'throttled',
        { cluster: 'gpu-a', request: 'list pods' },
        'too many requests',
        undefined,
        { retryAfterMs: 7000 },
      ),
    });
    await clock.advance(6999);
    expect(pods.lists).toHaveLength(1);
    await clock.advance(1);
    expect(pods.lists).toHaveLength(2);
  });

  describe('of an optional resource', () => {
    it('is complete without it, and sees when it is installed', async () => {
      const reflector = start({ listFailure: missing }, true);
      await settle();
      expect(reflector.synced).toBe(true);
      expect(reflector.missing).toBe(true);
      expect(reflector.failure).toBeUndefined();

      await clock.advance(29_999);
      expect(pods.lists).toHaveLength(1);
      pods.listFailure = undefined;
      await clock.advance(1);
      expect(reflector.missing).toBe(false);
      expect([...seen.keys()]).toEqual(['a']);
    });

    it('forgets its objects when it is removed', async () => {
      const reflector = start({}, true);
      await settle();
      pods.listFailure = missing;
      pods.watch.fail(missing);
      await settle();
      expect(reflector.missing).toBe(true);
      expect(seen.size).toBe(0);
    });

    it('takes a cluster that is not there for a failure', async () => {
      const noCluster = new ClusterError(
        'notFound',
        { cluster: 'gpu-a', request: 'list pods' },
        'no such cluster',
        undefined,
        { missing: 'cluster' },
      );
      const reflector = start({ listFailure: noCluster }, true);
      await settle();
      expect(reflector.missing).toBe(false);
      expect(reflector.failure?.message).toContain('no such cluster');
    });
  });

  it('fails when a resource that is needed is not served', async () => {
    const reflector = start({ listFailure: missing });
    await settle();
    expect(reflector.synced).toBe(false);
    expect(reflector.failure).toBeDefined();
  });
});
