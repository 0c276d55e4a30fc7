import { it } from '../check';
import { Client } from '../client';
import { GATED } from '../fixtures';
import { LeaderWorkerSets, lwsKey } from '../lws';
import { conditionOf, EventObject, Resource } from '../objects';
import { pathOf } from '../paths';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { always, eventually } from '../waiting';

/** What a LeaderWorkerSet says of itself: status, conditions, events. */
export function lwsStatusChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const lws = new LeaderWorkerSets(client, namespace);

  const progressing = () =>
    eventually(async () => {
      const current = await lws.current();
      expect(conditionOf(current, 'Progressing')).toMatchObject({
        status: 'True',
        reason: 'GroupsProgressing',
        message: 'Replicas are progressing',
      });
      return current;
    });

  describe('the status of a LeaderWorkerSet', () => {
    it('counts groups, and selects leaders', async () => {
      await lws.create({ replicas: 2, size: 2 });
      const { status } = await lws.ready(2);
      expect(status).toMatchObject({
        replicas: 2,
        readyReplicas: 2,
        updatedReplicas: 2,
        observedGeneration: 1,
        hpaPodSelector: `${lwsKey('name')}=x,${lwsKey('worker-index')}=0`,
      });
    });

    it('is available when all groups are', async () => {
      await lws.create({ replicas: 2, size: 2 });
      const current = await lws.ready(2);
      expect(conditionOf(current, 'Available')).toMatchObject({
        status: 'True',
        reason: 'AllGroupsReady',
        message: 'All replicas are ready',
        observedGeneration: 1,
      });
      // Its reason and message stay what they were when it was true.
      expect(conditionOf(current, 'Progressing')).toMatchObject({
        status: 'False',
        reason: 'GroupsProgressing',
        message: 'Replicas are progressing',
      });
      expect(conditionOf(current, 'UpdateInProgress')).toBeUndefined();
    });

    it('has no condition that has never been true', async () => {
      await lws.create({ size: 2, leader: {}, worker: GATED });
      const { status } = await progressing();
      expect(status.conditions).toHaveLength(1);
    });

    it('does not count groups whose workers are pending', async () => {
      await lws.create({ replicas: 2, size: 3, leader: {}, worker: GATED });
      await lws.status('leaderworkersets', 'x', {
        replicas: 2,
        updatedReplicas: 2,
      });
      await lws.ungate('x-0-1');
      await eventually(async () => {
        const worker = await lws.get('statefulsets', 'x-0');
        expect(worker.status.availableReplicas).toBe(1);
      });
      await always(async () =>
        expect((await lws.current()).status).not.toHaveProperty(
          'readyReplicas',
        ),
      );
      await lws.ungate('x-0-2');
      await lws.status('leaderworkersets', 'x', { readyReplicas: 1 });
      expect(await lws.conditions()).toEqual(['Progressing=True']);
    });

    it('does not count groups whose leader is pending', async () => {
      await lws.create({ size: 2, leader: GATED, worker: {} });
      await eventually(async () =>
        expect(await lws.podNames()).toEqual(['x-0', 'x-0-1']),
      );
      await progressing();
      expect((await lws.current()).status).not.toHaveProperty('readyReplicas');
      await lws.ungate('x-0');
      await lws.ready(1);
    });

    it('turns from available to updating, with the old words', async () => {
      await lws.create({ size: 2, leader: {} });
      await lws.ready(1);
      await lws.roll(GATED);
      // One condition is set in each pass of the controller, not all at once.
      await eventually(async () => {
        const current = await lws.current();
        expect(conditionOf(current, 'UpdateInProgress')).toMatchObject({
          status: 'True',
          reason: 'GroupsUpdating',
          message: 'Rolling Upgrade is in progress',
        });
        expect(conditionOf(current, 'Progressing')?.status).toBe('True');
        expect(conditionOf(current, 'Available')).toMatchObject({
          status: 'False',
          reason: 'AllGroupsReady',
          message: 'All replicas are ready',
        });
      });
      // More than once: a group that is rolled may be recreated on the way.
      await eventually(async () => {
        await lws.ungateAll();
        expect(await lws.conditions()).toContain('Available=True');
      });
      expect((await lws.conditions()).sort()).toEqual([
        'Available=True',
        'Progressing=False',
        'UpdateInProgress=False',
      ]);
    });

    it('is written by nobody else', async () => {
      const created = await lws.create({ size: 1 });
      expect(created).not.toHaveProperty('status');
      await lws.ready(1);
      await lws.change({ status: { readyReplicas: 7 } });
      expect((await lws.current()).status.readyReplicas).toBe(1);
    });
  });

  describe('the events of a LeaderWorkerSet', () => {
    it('tell of what it makes and of its readiness', async () => {
      await lws.create({ replicas: 2, size: 2 });
      await lws.ready(2);
      const set = await lws.get('statefulsets', 'x');
      const hash = set.metadata.labels?.[lwsKey('template-revision-hash')];
      await lws.hasEvents('LeaderWorkerSet', 'x', [
        `CreatingRevision: Creating revision with key ${hash} for a newly created LeaderWorkerSet`,
        'GroupsProgressing: Created leader statefulset x',
        'GroupsProgressing: Created worker statefulset for leader pod x-0',
        'GroupsProgressing: Created worker statefulset for leader pod x-1',
        'GroupsProgressing: Replicas are progressing, with 0 groups ready of total 2 groups',
        'AllGroupsReady: All replicas are ready, with 2 groups ready of total 2 groups',
      ]);
    });

    it('have an event time and no timestamps', async () => {
      const { metadata } = await lws.create({ size: 1 });
      await lws.ready(1);
      const [first] = await client.items<EventObject>(lws.path('events'), {
        fieldSelector: 'reason=AllGroupsReady',
      });
      expect(first).toMatchObject({
        type: 'Normal',
        reportingComponent: 'leaderworkerset',
        eventTime: expect.stringMatching(/\.\d{6}Z$/),
        firstTimestamp: null,
        lastTimestamp: null,
        source: {},
        involvedObject: {
          apiVersion: 'leaderworkerset.x-k8s.io/v1',
          kind: 'LeaderWorkerSet',
          name: 'x',
          uid: metadata.uid,
        },
      });
    });

    it('are events of the newer form', async () => {
      await lws.create({ size: 1 });
      await lws.ready(1);
      const [first] = await client.items<EventObject>(lws.path('events'), {
        fieldSelector: 'reason=AllGroupsReady',
      });
      expect(
        await client.get<Resource>(
          pathOf('events.k8s.io/v1', 'events', {
            namespace: namespace(),
            name: first.metadata.name,
          }),
        ),
      ).toMatchObject({
        reportingController: 'leaderworkerset',
        regarding: { kind: 'LeaderWorkerSet', name: 'x' },
        note: first.message,
      });
    });
  });
}
