import { poll } from '@aikit-backstage/test-cluster';
import { pairs } from '../examples';
import {
  BackendTests,
  describeWithPortal,
  isHealthy,
  shown,
  shownPods,
} from '../describeWithPortal';

const entityRef = 'component:default/chat';

export const outageTests: BackendTests = start => {
  describeWithPortal(
    'an outage',
    start,
    {
      nodes: [{ name: 'gpu-8', capacity: { 'nvidia.com/gpu': 8 } }],
      entities: ['chat'],
    },
    bench => {
      const deploy = (values: object) =>
        bench().portal.deploy<{ error: { message: string } }>(
          'default',
          'chat',
          {
            values: { ...values },
            entityRef,
          },
        );
      const clusterState = (wanted: string) =>
        poll(
          async () => {
            const { body } = await bench().portal.entityWorkloads('chat');
            return body.clusters[0]?.state === wanted ? body : undefined;
          },
          { what: `the cluster to be ${wanted}`, timeoutMs: 60_000 },
        );

      it('of the LeaderWorkerSet controller is said when a workload is submitted', async () => {
        await bench().cluster.target.stopLws();
        try {
          const refused = await deploy(pairs(1));
          expect(refused.status).toBeGreaterThanOrEqual(500);
          expect(refused.body.error.message).toMatch(
            /LeaderWorkerSet controller|webhook/,
          );
        } finally {
          await bench().cluster.target.startLws();
        }
        await poll(
          async () => (await deploy(pairs(1))).status === 200 || undefined,
          { what: 'a submission to pass again', timeoutMs: 30_000 },
        );
        await shown(bench(), 'chat', isHealthy, 'chat healthy');
      });

      it('of the LeaderWorkerSet controller does not hide what runs', async () => {
        await deploy(pairs(2));
        await shown(bench(), 'chat', isHealthy, 'chat healthy');
        await bench().cluster.target.stopLws();
        try {
          const { body } = await bench().portal.workload('default', 'chat');
          expect(body.workload.health.state).toBe('healthy');
          expect(body.cluster.state).toBe('live');
        } finally {
          await bench().cluster.target.startLws();
        }
      });

      it('of the API server keeps the last picture, says since when, and heals by itself', async () => {
        const { cluster, portal } = bench();
        await deploy(pairs(2));
        await shown(bench(), 'chat', isHealthy, 'chat healthy');

        await cluster.target.stopApiServer();
        const away = await clusterState('stale');
        expect(away.items).toHaveLength(1);
        expect(away.items[0].groups.items).toHaveLength(2);
        expect(away.clusters[0].lastSeen).toMatch(/^\d{4}-\d\d-\d\dT/);
        expect(away.clusters[0].error).not.toBe('');
        const refused = await deploy(pairs(1));
        expect(refused.status).toBe(503);
        expect(refused.body.error.message).toContain('us-east');

        await cluster.target.startApiServer();
        await clusterState('live');
        // Its nodes may have been taken for lost meanwhile: what is shown is
        // what the cluster says, whatever that is.
        await poll(
          async () => {
            const { body } = await portal.workload('default', 'chat');
            expect(shownPods(body.workload)).toEqual(await cluster.pods());
            return true;
          },
          { what: 'the picture to be that of the cluster', timeoutMs: 30_000 },
        );
        expect((await deploy(pairs(1))).status).toBe(200);
        await shown(
          bench(),
          'chat',
          ({ groups }) => groups.desired === 1,
          'a change made after the outage',
        );
      }, 120_000);
    },
  );
};
