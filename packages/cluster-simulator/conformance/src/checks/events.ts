import { it } from '../check';
import { Client } from '../client';
import { pod } from '../fixtures';
import { EventObject, Resource } from '../objects';
import { at, pathOf } from '../paths';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { eventually } from '../waiting';

/** Events, in both of their forms. */
export function eventChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  const create = (name: string, reason: string) =>
    client.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: namespace() },
      involvedObject: { kind: 'Pod', name, namespace: namespace() },
      type: 'Warning',
      reason,
      message: 'Something happened',
      source: { component: 'checks' },
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:00:00Z',
      count: 1,
    });

  describe('events', () => {
    it('are selected by what they are about', async () => {
      await create('one', 'Failed');
      await create('two', 'Failed');
      const select = async (fieldSelector: string) =>
        (
          await client.items<EventObject>(at('events', namespace()), {
            fieldSelector,
          })
        ).map(({ involvedObject }) => involvedObject.name);
      expect(await select('involvedObject.name=one')).toEqual(['one']);
      expect(
        await select('involvedObject.kind=Pod,type=Warning,reason=Failed'),
      ).toEqual(['one', 'two']);
      expect(await select('reason!=Failed')).toEqual([]);
      expect(
        await select(`involvedObject.namespace=${namespace()},type=Normal`),
      ).toEqual([]);
    });

    it('of the older form are read in the newer one', async () => {
      await create('one', 'Failed');
      const newer = await client.get<Resource>(
        pathOf('events.k8s.io/v1', 'events', {
          namespace: namespace(),
          name: 'one',
        }),
      );
      expect(newer).toMatchObject({
        apiVersion: 'events.k8s.io/v1',
        kind: 'Event',
        type: 'Warning',
        reason: 'Failed',
        note: 'Something happened',
        regarding: { kind: 'Pod', name: 'one' },
        deprecatedSource: { component: 'checks' },
        deprecatedCount: 1,
        deprecatedLastTimestamp: '2026-01-01T00:00:00Z',
      });
      expect(newer).not.toHaveProperty('message');
    });

    it('of the scheduler have an event time and no timestamps', async () => {
      await client.create(
        pod(namespace(), 'p', { nodeSelector: { pool: 'cpu' } }),
      );
      await eventually(async () => {
        const [scheduled] = await client.items<EventObject>(
          at('events', namespace()),
          { fieldSelector: 'reason=Scheduled' },
        );
        expect(scheduled).toMatchObject({
          type: 'Normal',
          message: `Successfully assigned ${namespace()}/p to cpu-1`,
          involvedObject: { apiVersion: 'v1', kind: 'Pod', name: 'p' },
          reportingComponent: 'default-scheduler',
          action: 'Binding',
          eventTime: expect.stringMatching(/\.\d{6}Z$/),
          firstTimestamp: null,
          lastTimestamp: null,
          source: {},
        });
      });
    });
  });
}
