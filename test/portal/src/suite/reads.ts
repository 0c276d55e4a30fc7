import { setTimeout as sleep } from 'node:timers/promises';
import { requestsForUsers } from '@aikit-backstage/test-target';
import { pairs } from '../examples';
import {
  BackendTests,
  describeWithPortal,
  isHealthy,
  shown,
} from '../describeWithPortal';

const PATH = '/entities/component/default/chat/workloads';

export const readTests: BackendTests = start => {
  describeWithPortal(
    'reading',
    start,
    {
      nodes: [{ name: 'gpu-8', capacity: { 'nvidia.com/gpu': 8 } }],
      entities: ['chat'],
    },
    bench => {
      beforeEach(async () => {
        await bench().portal.deploy('default', 'chat', {
          values: pairs(2),
          entityRef: 'component:default/chat',
        });
        await shown(bench(), 'chat', isHealthy, 'chat healthy');
      });

      it('ten times makes no request to the API server', async () => {
        const { portal, cluster } = bench();
        const requests = async () =>
          (await requestsForUsers(cluster.target)).length;
        // What the submission has set off comes to rest first.
        await sleep(2_000);
        const before = await requests();
        expect(before).toBeGreaterThan(0);

        for (let read = 0; read < 10; read++) {
          const { status } = await portal.request('GET', PATH);
          expect(status).toBe(200);
        }

        await sleep(500);
        expect((await requests()) - before).toBe(0);
      });

      it('what has not changed is answered with 304 and no body', async () => {
        const { portal } = bench();
        await sleep(1_000);
        const first = await portal.request('GET', PATH);
        const etag = first.headers.get('etag') ?? '';
        expect(etag).not.toBe('');

        const second = await portal.request('GET', PATH, {
          headers: { 'if-none-match': etag },
        });

        expect(second.status).toBe(304);
        expect(second.body).toBeUndefined();
      });

      it("shows a pod's change well under a second after it was made", async () => {
        const { cluster } = bench();
        const asked = Date.now();
        await cluster.delete('pods', 'chat-0');
        const done = Date.now();
        await shown(
          bench(),
          'chat',
          ({ groups }) => groups.ready === 1,
          'the deleted group',
          5_000,
        );
        const seen = Date.now();
        process.stdout.write(
          `A pod's change was served ${
            seen - done
          } ms after the cluster answered (${
            seen - asked
          } ms after it was started)\n`,
        );
        expect(seen - done).toBeLessThan(1_000);
      });
    },
  );
};
