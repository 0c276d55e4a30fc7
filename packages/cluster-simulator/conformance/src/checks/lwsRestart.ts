import { it } from '../check';
import { Client } from '../client';
import { GATED } from '../fixtures';
import { LeaderWorkerSets } from '../lws';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { always, eventually } from '../waiting';

/** What happens to a group when one of its pods fails. */
export function lwsRestartChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const lws = new LeaderWorkerSets(client, namespace);

  const withPolicy = (restartPolicy: string) => ({
    template: { restartPolicy },
  });
  const deletePod = (name: string) => client.delete(lws.path('pods', name));

  /** Waits until all of these pods are others than they were. */
  const replaced = (before: Record<string, string>, ...names: string[]) =>
    eventually(async () => {
      const after = await lws.uids();
      for (const name of names) {
        expect(after[name]).toEqual(expect.any(String));
        expect(after[name]).not.toBe(before[name]);
      }
      return after;
    });

  describe('a group', () => {
    it('is recreated when a container of a worker restarts', async () => {
      await lws.create({ replicas: 2, size: 3 });
      await lws.ready(2);
      const before = await lws.uids();
      await lws.restart('x-0-1');
      const after = await replaced(before, 'x-0', 'x-0-1', 'x-0-2');
      expect(after['x-1']).toBe(before['x-1']);
      expect(after['x-1-2']).toBe(before['x-1-2']);
      await lws.ready(2);
      await lws.hasEvents('LeaderWorkerSet', 'x', [
        'RecreateGroup: Worker pod x-0-1 failed, deleted leader pod x-0 to recreate group 0',
      ]);
    });

    it('is recreated when a container of its leader restarts', async () => {
      await lws.create({ size: 2 });
      await lws.ready(1);
      const before = await lws.uids();
      await lws.restart('x-0');
      await replaced(before, 'x-0', 'x-0-1');
      await lws.hasEvents('LeaderWorkerSet', 'x', [
        'RecreateGroup: Worker pod x-0 failed, deleted leader pod x-0 to recreate group 0',
      ]);
    });

    it('is recreated when a worker is deleted', async () => {
      await lws.create({ size: 3 });
      await lws.ready(1);
      const before = await lws.uids();
      await deletePod('x-0-2');
      await replaced(before, 'x-0', 'x-0-1', 'x-0-2');
      await lws.ready(1);
    });

    it('is recreated when its leader is deleted', async () => {
      await lws.create({ size: 2 });
      await lws.ready(1);
      const before = await lws.uids();
      await deletePod('x-0');
      await replaced(before, 'x-0', 'x-0-1');
      await lws.ready(1);
    });

    it('keeps its other pods when nothing else is wanted', async () => {
      await lws.create({ size: 3, ...withPolicy('None') });
      await lws.ready(1);
      const before = await lws.uids();
      await deletePod('x-0-2');
      await replaced(before, 'x-0-2');
      await lws.restart('x-0-1');
      await lws.ready(1);
      await always(async () =>
        expect(await lws.uids()).toMatchObject({
          'x-0': before['x-0'],
          'x-0-1': before['x-0-1'],
        }),
      );
      const events = await lws.events('LeaderWorkerSet', 'x');
      expect(events.filter(event => /RecreateGroup/.test(event))).toEqual([]);
    });

    it('is not recreated before all its pods have started, when that is wanted', async () => {
      await lws.create({
        size: 3,
        leader: {},
        worker: GATED,
        ...withPolicy('RecreateGroupAfterStart'),
      });
      await eventually(async () =>
        expect(await lws.podNames()).toEqual(['x-0', 'x-0-1', 'x-0-2']),
      );
      await lws.ungate('x-0-1');
      await eventually(async () => {
        const worker = await lws.get('statefulsets', 'x-0');
        expect(worker.status.readyReplicas).toBe(1);
      });
      const before = await lws.uids();
      await lws.restart('x-0-1');
      await always(async () => expect(await lws.uids()).toEqual(before));
      // It counts once the last one has started.
      await lws.ungate('x-0-2');
      await lws.ready(1);
      await lws.restart('x-0-2');
      await replaced(before, 'x-0', 'x-0-1', 'x-0-2');
    });
  });
}
