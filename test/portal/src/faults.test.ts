import { setTimeout as sleep } from 'node:timers/promises';
import { poll } from '@aikit-backstage/test-cluster';
import { SimulatorTarget, startSimulator } from '@aikit-backstage/test-target';
import { pairs } from './examples';
import {
  Bench,
  describeWithPortal,
  isHealthy,
  shown,
  shownPods,
} from './describeWithPortal';

/** How long it goes wrong. */
const FAULT_MS = 3_000;

/** What goes wrong with the requests of the portal. */
const FAULTS: {
  name: string;
  fault: Parameters<SimulatorTarget['cluster']['server']['faults']['add']>[0];
}[] = [
  { name: 'cut watches', fault: { kind: 'drop', hits: 'open' } },
  {
    name: 'watches cut within an event',
    fault: { kind: 'truncated', bytes: 40, match: { verb: 'watch' } },
  },
  {
    name: 'watches that have expired',
    fault: { kind: 'expired', match: { verb: 'watch' } },
  },
  {
    name: 'an API server that asks for patience',
    fault: { kind: 'tooManyRequests' },
  },
  {
    name: 'an API server that fails',
    fault: { kind: 'internalError' },
  },
  {
    name: 'a token that is refused for a while',
    fault: { kind: 'unauthorized' },
  },
  {
    name: 'rights that are missing for a while',
    fault: { kind: 'forbidden' },
  },
  {
    name: 'answers that are no JSON',
    fault: { kind: 'malformed' },
  },
  { name: 'slow answers', fault: { kind: 'latency', ms: 2_000 } },
];

let target: SimulatorTarget;

describeWithPortal(
  'a portal whose cluster has',
  async () => {
    target = await startSimulator();
    return target;
  },
  {
    nodes: [{ name: 'gpu-8', capacity: { 'nvidia.com/gpu': 8 } }],
    entities: ['chat'],
  },
  bench => {
    beforeEach(async () => {
      const { status } = await bench().portal.deploy('default', 'chat', {
        values: pairs(2),
        entityRef: 'component:default/chat',
      });
      expect(status).toBe(200);
      await shown(bench(), 'chat', isHealthy, 'chat healthy');
    });

    it.each(FAULTS)(
      '$name shows the truth again by itself',
      async ({ fault }) => {
        const { faults } = target.cluster.server;
        const user = target.suite.username;
        const end = faults.add({ ...fault, match: { ...fault.match, user } });
        // Ends the watches: new ones meet the fault.
        faults.add({ kind: 'drop', hits: 'open' });
        await bench().cluster.delete('pods', 'chat-0');
        await sleep(FAULT_MS);
        end();

        await seesTheTruth(bench());
      },
      90_000,
    );

    it('silent watches notices, and shows the truth again', async () => {
      target.cluster.server.faults.add({ kind: 'halfOpen', hits: 'open' });
      const stop = target.cluster.server.faults.add({
        kind: 'halfOpen',
        match: { user: target.suite.username },
      });
      await poll(async () => (await state(bench())) !== 'live' || undefined, {
        what: 'the silence to be noticed',
        timeoutMs: 60_000,
      });
      stop();
      await bench().cluster.delete('pods', 'chat-0');
      await seesTheTruth(bench());
    }, 180_000);

    it('a clock that jumps stays live', async () => {
      for (const hours of [5, -10, 5]) {
        target.cluster.clock.jump(hours * 3_600_000);
        await bench().cluster.delete('pods', 'chat-0');
        await seesTheTruth(bench());
      }
    });
  },
);

async function state({ portal }: Bench): Promise<string> {
  const { body } = await portal.entityWorkloads('chat');
  return body.clusters[0].state;
}

/** Waits until all is live and healthy, and what is shown is what there is. */
async function seesTheTruth(bench: Bench) {
  await poll(
    async () => {
      const { body } = await bench.portal.workload('default', 'chat');
      expect(shownPods(body.workload)).toEqual(await bench.cluster.pods());
      expect(body.workload.health.state).toBe('healthy');
      expect(await state(bench)).toBe('live');
      return true;
    },
    { what: 'the picture to be that of the cluster', timeoutMs: 60_000 },
  );
}
