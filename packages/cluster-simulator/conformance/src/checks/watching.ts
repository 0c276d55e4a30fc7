import { it } from '../check';
import { Client } from '../client';
import { configMap } from '../fixtures';
import { at } from '../paths';
import { failure } from '../status';
import { useNamespace } from '../surroundings';
import {
  GetTarget,
  Query,
  Watch,
  WatchEvent,
} from '@aikit-backstage/test-target';
import { rest, take } from '../waiting';

const OURS = { labelSelector: 'of=check' };

function summary(events: WatchEvent[]): string[] {
  return events.map(({ type, object }) => `${type} ${object.metadata.name}`);
}

/** Watching. */
export function watchingChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  let open: Watch[] = [];

  afterEach(() => {
    open.forEach(watch => watch.close());
    open = [];
  });

  const maps = () => at('configmaps', namespace());
  const map = (name: string) => at('configmaps', namespace(), name);
  const create = (name: string, labels: Record<string, string> = {}) =>
    client.create(
      configMap(namespace(), name, { labels: { of: 'check', ...labels } }),
    );
  const watch = async (query: Query) => {
    const opened = await target().watch(maps(), { ...OURS, ...query });
    open.push(opened);
    return opened;
  };
  const now = async () =>
    (await client.list(maps(), OURS)).metadata.resourceVersion;

  describe('watching', () => {
    it('tells what happens after a version, in order', async () => {
      await create('before');
      const watched = await watch({ resourceVersion: await now() });
      await create('a');
      await client.merge(map('a'), { data: { x: '1' } });
      await client.delete(map('a'));
      await create('b');

      const events = await take(watched, 4);
      expect(summary(events)).toEqual([
        'ADDED a',
        'MODIFIED a',
        'DELETED a',
        'ADDED b',
      ]);
      const versions = events.map(({ object }) =>
        Number(object.metadata.resourceVersion),
      );
      expect(versions).toEqual([...versions].sort((a, b) => a - b));
    });

    it('catches up from a version that is past', async () => {
      const resourceVersion = await now();
      await create('a');
      await client.merge(map('a'), { data: { x: '1' } });
      await create('b');
      const watched = await watch({ resourceVersion });
      expect(summary(await take(watched, 3))).toEqual([
        'ADDED a',
        'MODIFIED a',
        'ADDED b',
      ]);
    });

    it.each(['none', '0'])(
      'begins with what there is, from version %s',
      async version => {
        await create('b');
        await create('a');
        const resourceVersion = version === 'none' ? undefined : version;
        const watched = await watch({ resourceVersion });
        expect(summary(await take(watched, 2)).sort()).toEqual([
          'ADDED a',
          'ADDED b',
        ]);
        await create('c');
        expect(summary(await take(watched, 1))).toEqual(['ADDED c']);
      },
    );

    it('tells whole objects, with their kind', async () => {
      const watched = await watch({ resourceVersion: await now() });
      const created = await create('a');
      const [{ object }] = await take(watched, 1);
      expect(object).toEqual(created);
    });

    it('tells the last state of what is deleted, at the version of the deletion', async () => {
      const created = await create('a');
      await client.merge(map('a'), { data: { x: '1' } });
      const watched = await watch({ resourceVersion: await now() });
      await client.delete(map('a'));
      const [{ type, object }] = await take(watched, 1);
      expect(type).toBe('DELETED');
      expect(object).toMatchObject({ kind: 'ConfigMap', data: { x: '1' } });
      expect(Number(object.metadata.resourceVersion)).toBeGreaterThan(
        Number(created.metadata.resourceVersion) + 1,
      );
    });

    it('shows objects that begin and cease to match as added and deleted', async () => {
      await create('a', { app: 'no' });
      const watched = await watch({
        labelSelector: 'app=yes',
        resourceVersion: await now(),
      });
      await client.merge(map('a'), { metadata: { labels: { app: 'yes' } } });
      await client.merge(map('a'), { data: { x: '1' } });
      await client.merge(map('a'), { metadata: { labels: { app: 'no' } } });
      const events = await take(watched, 3);
      expect(summary(events)).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
      // The state when it still matched, at the version when it ceased to.
      expect(events[2].object.metadata.labels).toMatchObject({ app: 'yes' });
      expect(events[2].object.metadata.resourceVersion).toBe(
        (await client.get(map('a'))).metadata.resourceVersion,
      );
    });

    it('can be of one object', async () => {
      const watched = await watch({
        fieldSelector: 'metadata.name=b',
        resourceVersion: await now(),
      });
      await create('a');
      await create('b');
      expect(summary(await take(watched, 1))).toEqual(['ADDED b']);
    });

    it('can be of all namespaces', async () => {
      const watched = await target().watch(at('configmaps'), {
        ...OURS,
        resourceVersion: await now(),
      });
      open.push(watched);
      await create('a');
      expect(summary(await take(watched, 1))).toEqual(['ADDED a']);
    });

    it('ends in order after the seconds that are asked for', async () => {
      await create('a');
      const started = Date.now();
      const watched = await watch({ timeoutSeconds: 1 });
      expect(summary(await rest(watched))).toEqual(['ADDED a']);
      const seconds = (Date.now() - started) / 1000;
      expect(seconds).toBeGreaterThan(0.8);
      expect(seconds).toBeLessThan(4);
    });

    it('marks the end of the initial events', async () => {
      await create('a');
      await create('b');
      const watched = await watch({
        sendInitialEvents: true,
        resourceVersionMatch: 'NotOlderThan',
        allowWatchBookmarks: true,
      });
      const events = await take(watched, 3);
      expect(summary(events.slice(0, 2))).toEqual(['ADDED a', 'ADDED b']);
      const { type, object } = events[2];
      expect(type).toBe('BOOKMARK');
      expect(object).toMatchObject({
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
      });
      await create('c');
      expect(summary(await take(watched, 1))).toEqual(['ADDED c']);
      // One that resumes there misses nothing and sees nothing twice.
      const { resourceVersion } = object.metadata;
      const resumed = await watch({ resourceVersion });
      expect(summary(await take(resumed, 1))).toEqual(['ADDED c']);
    });

    it('sends bookmarks before it ends, when it is asked to', async () => {
      const watched = await watch({
        resourceVersion: await now(),
        allowWatchBookmarks: true,
        timeoutSeconds: 4,
      });
      const { metadata } = await create('a');
      const events = await rest(watched);
      const last = events[events.length - 1];
      expect(events[0].type).toBe('ADDED');
      expect(last.type).toBe('BOOKMARK');
      expect(last.object).toMatchObject({
        kind: 'ConfigMap',
        apiVersion: 'v1',
      });
      expect(
        Number(last.object.metadata.resourceVersion),
      ).toBeGreaterThanOrEqual(Number(metadata.resourceVersion));
    });

    it('needs to be told which initial events', async () => {
      const answer = await client.request('GET', maps(), {
        query: { watch: true, sendInitialEvents: true },
      });
      expect(answer).toMatchObject(
        failure(422, {
          reason: 'Invalid',
          message:
            'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
        }),
      );
    });

    it('begins with an error when events have been forgotten since', async () => {
      // No server has events from before it served a kind.
      const path = at('leaderworkersets', namespace());
      const watched = await target().watch(path, {
        resourceVersion: 1,
        timeoutSeconds: 5,
      });
      expect(await rest(watched)).toEqual([
        {
          type: 'ERROR',
          object: {
            kind: 'Status',
            apiVersion: 'v1',
            metadata: {},
            status: 'Failure',
            message: expect.stringMatching(
              /^too old resource version: 1 \(\d+\)$/,
            ),
            reason: 'Expired',
            code: 410,
          },
        },
      ]);
    });
  });
}
