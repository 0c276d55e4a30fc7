import { it } from '../check';
import { Client } from '../client';
import { GATED, leaderWorkerSet } from '../fixtures';
import { LeaderWorkerSets, lwsKey } from '../lws';
import { Replicated, Resource } from '../objects';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { always, eventually } from '../waiting';

const OLD = '1';
const NEW = '2';

function rolloutStrategy(rollingUpdateConfiguration: object) {
  return {
    rolloutStrategy: { type: 'RollingUpdate', rollingUpdateConfiguration },
  };
}

/** Rolling updates of groups. */
export function lwsRolloutChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const lws = new LeaderWorkerSets(client, namespace);

  const hasImages = (expected: Record<string, string>) =>
    eventually(async () => expect(await lws.images()).toEqual(expected));
  const partition = async () =>
    (await lws.get<Replicated>('statefulsets', 'x')).spec.updateStrategy
      ?.rollingUpdate?.partition;
  const revisions = async () => {
    const all = await lws.items<Resource>('controllerrevisions');
    return all
      .filter(
        ({ metadata }) =>
          metadata.ownerReferences?.[0].kind === 'LeaderWorkerSet',
      )
      .map(({ revision }) => Number(revision))
      .sort();
  };

  describe('a rolling update of groups', () => {
    it('replaces all pods by those of a new revision', async () => {
      await lws.create({ replicas: 2, size: 2 });
      await lws.ready(2);
      const before = await lws.uids();
      await lws.roll();
      await hasImages({ 'x-0': NEW, 'x-0-1': NEW, 'x-1': NEW, 'x-1-1': NEW });
      await lws.ready(2);
      for (const [name, uid] of Object.entries(await lws.uids())) {
        expect(uid).not.toBe(before[name]);
      }
      const set = await lws.get<Replicated>('statefulsets', 'x');
      const hash = set.metadata.labels?.[lwsKey('template-revision-hash')];
      await lws.hasEvents('LeaderWorkerSet', 'x', [
        `CreatingRevision: Creating revision with key ${hash} for updated LWS`,
        expect.stringMatching(/^GroupsUpdating: Updating replica/),
      ]);
      expect(await lws.conditions()).toContain('UpdateInProgress=False');
      // Revisions that no pod has any more are removed. (One that is made twice
      // is numbered twice.)
      await eventually(async () =>
        expect(await revisions()).toEqual([expect.any(Number)]),
      );
      expect((await revisions())[0]).toBeGreaterThanOrEqual(2);
    });

    it('goes from the highest group down, one after the other', async () => {
      await lws.create({ replicas: 3, size: 1 });
      await lws.ready(3);
      await lws.roll(GATED);
      await hasImages({ 'x-0': OLD, 'x-1': OLD, 'x-2': NEW });
      expect(await partition()).toBe(2);
      await lws.status('leaderworkersets', 'x', {
        replicas: 3,
        readyReplicas: 2,
        updatedReplicas: 1,
      });
      await always(async () =>
        expect(await lws.images()).toMatchObject({ 'x-1': OLD }),
      );
      await lws.ungate('x-2');
      await hasImages({ 'x-0': OLD, 'x-1': NEW, 'x-2': NEW });
      await lws.ungate('x-1');
      await hasImages({ 'x-0': NEW, 'x-1': NEW, 'x-2': NEW });
      await lws.ungate('x-0');
      await lws.ready(3);
      await eventually(async () => expect(await partition()).toBe(0));
    });

    it('replaces as many at once as may be unavailable', async () => {
      await lws.create({
        replicas: 3,
        size: 1,
        spec: rolloutStrategy({ maxUnavailable: 2 }),
      });
      await lws.ready(3);
      await lws.roll(GATED);
      await eventually(async () => expect(await partition()).toBe(1));
      await lws.hasEvents('LeaderWorkerSet', 'x', [
        'GroupsUpdating: Updating replicas 1 to 2 (inclusive)',
      ]);
    });

    it('leaves groups below the partition as they are', async () => {
      await lws.create({
        replicas: 3,
        size: 1,
        spec: rolloutStrategy({ partition: 2 }),
      });
      await lws.ready(3);
      await lws.roll();
      await hasImages({ 'x-0': OLD, 'x-1': OLD, 'x-2': NEW });
      await lws.status('leaderworkersets', 'x', {
        readyReplicas: 3,
        updatedReplicas: 1,
      });
      await eventually(async () =>
        expect(await lws.conditions()).toContain('Available=True'),
      );
      expect(await revisions()).toEqual([1, 2]);
      await lws.change({ spec: rolloutStrategy({ partition: 0 }) });
      await hasImages({ 'x-0': NEW, 'x-1': NEW, 'x-2': NEW });
      await lws.ready(3);
    });

    it('makes surge groups first, and counts them', async () => {
      await lws.create({
        replicas: 2,
        size: 1,
        spec: rolloutStrategy({ maxUnavailable: 0, maxSurge: 1 }),
      });
      await lws.ready(2);
      await lws.roll(GATED);
      await hasImages({ 'x-0': OLD, 'x-1': OLD, 'x-2': NEW });
      await lws.status('leaderworkersets', 'x', {
        replicas: 3,
        readyReplicas: 2,
        updatedReplicas: 1,
      });
      await lws.ungate('x-2');
      await hasImages({ 'x-0': OLD, 'x-1': NEW, 'x-2': NEW });
      await lws.ungate('x-1');
      await hasImages({ 'x-0': NEW, 'x-1': NEW, 'x-2': NEW });
      await lws.ungate('x-0');
      await hasImages({ 'x-0': NEW, 'x-1': NEW });
      await lws.ready(2);
      await lws.hasEvents('LeaderWorkerSet', 'x', [
        'GroupsProgressing: deleting surge replica x-2',
      ]);
    });

    it('changes the size of groups', async () => {
      await lws.create({ replicas: 2, size: 2 });
      await lws.ready(2);
      await lws.change({ spec: { leaderWorkerTemplate: { size: 3 } } });
      await lws.readyPods(['x-0', 'x-0-1', 'x-0-2', 'x-1', 'x-1-1', 'x-1-2']);
      await lws.ready(2);
    });

    it('is not begun by other changes', async () => {
      await lws.create({ replicas: 2, size: 2 });
      await lws.ready(2);
      const before = await lws.uids();
      await lws.change({
        metadata: { labels: { a: 'b' } },
        spec: {
          startupPolicy: 'LeaderReady',
          ...rolloutStrategy({ maxUnavailable: 2 }),
        },
      });
      await lws.ready(2);
      await always(async () => expect(await lws.uids()).toEqual(before));
      expect(await revisions()).toEqual([1]);
    });

    it('is not begun when it is applied as it is', async () => {
      const apply = () =>
        client.apply(
          leaderWorkerSet(namespace(), 'x', { replicas: 1, size: 2 }),
        );
      const { metadata } = await apply();
      await lws.ready(1);
      const before = await lws.uids();
      const again = await apply();
      expect(again.metadata.generation).toBe(metadata.generation);
      await always(async () => expect(await lws.uids()).toEqual(before));
    });

    it('that goes back makes a third revision', async () => {
      await lws.create({ replicas: 1, size: 1 });
      await lws.ready(1);
      await lws.roll();
      await hasImages({ 'x-0': NEW });
      await lws.ready(1);
      await lws.change({
        spec: {
          leaderWorkerTemplate: {
            workerTemplate: {
              spec: {
                containers: [{ name: 'main', image: 'example.com/model:1' }],
              },
            },
          },
        },
      });
      await hasImages({ 'x-0': OLD });
      await lws.ready(1);
      await eventually(async () =>
        expect(await revisions()).toEqual([expect.any(Number)]),
      );
      expect((await revisions())[0]).toBeGreaterThanOrEqual(3);
    });
  });
}
