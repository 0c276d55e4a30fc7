import { it } from '../check';
import { Client } from '../client';
import { deployment, leaderWorkerSet } from '../fixtures';
import { LeaderWorkerSets } from '../lws';
import { failure } from '../status';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';

/** A cluster whose LeaderWorkerSet controller is away for a while. */
export function lwsOutageChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const lws = new LeaderWorkerSets(client, namespace);

  describe('while its controller is away', () => {
    it('no LeaderWorkerSet is accepted or changed, but all else works', async () => {
      await lws.create({ replicas: 1, size: 2 });
      await lws.ready(1);
      await target().stopLws();
      try {
        const refused = failure(500, {
          reason: 'InternalError',
          message: expect.stringMatching(
            /^Internal error occurred: failed calling webhook "mleaderworkerset\.kb\.io": failed to call webhook: /,
          ),
        });
        expect(
          await client.tryCreate(leaderWorkerSet(namespace(), 'y')),
        ).toMatchObject(refused);
        expect(
          await client.request('PATCH', lws.path('leaderworkersets', 'x'), {
            body: { spec: { replicas: 2 } },
            contentType: 'application/merge-patch+json',
          }),
        ).toMatchObject(refused);
        await client.create(deployment(namespace(), 'web'));
        await lws.status('deployments', 'web', { availableReplicas: 1 });
        expect((await lws.current()).status.readyReplicas).toBe(1);
      } finally {
        await target().startLws();
      }
      await lws.change({ spec: { replicas: 2 } });
      await lws.ready(2);
    });
  });
}
