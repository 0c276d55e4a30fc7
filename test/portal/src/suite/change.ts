import { gpuExample, pairs } from '../examples';
import {
  BackendTests,
  describeWithPortal,
  isHealthy,
  shown,
  shownPods,
} from '../describeWithPortal';

const entityRef = 'component:default/chat';

export const changeTests: BackendTests = start => {
  describeWithPortal(
    'a workload that changes',
    start,
    {
      nodes: [
        {
          name: 'gpu-12',
          labels: { 'node.kubernetes.io/instance-type': 'g5.4xlarge' },
          capacity: { 'nvidia.com/gpu': 12 },
        },
      ],
      entities: ['chat'],
    },
    bench => {
      const deploy = (values: object) =>
        bench().portal.deploy('default', 'chat', {
          values: { ...values },
          entityRef,
        });
      const leaderUid = async () =>
        (await bench().cluster.get('pods', 'chat-0')).metadata.uid;

      it('is seen recreating its group when a worker is deleted', async () => {
        await deploy(gpuExample());
        await shown(bench(), 'chat', isHealthy, 'chat healthy');
        const before = await leaderUid();

        await bench().cluster.delete('pods', 'chat-0-1');
        await shown(
          bench(),
          'chat',
          ({ groups }) => groups.ready === 0,
          'the group not ready',
        );
        const status = await shown(bench(), 'chat', isHealthy, 'chat healthy');

        expect(await leaderUid()).not.toBe(before);
        expect(shownPods(status)).toEqual(await bench().cluster.pods());
      });

      it('is seen rolling out a new image, and never counts more ready groups than there are', async () => {
        await deploy(pairs(3));
        await shown(bench(), 'chat', isHealthy, 'chat healthy');

        await deploy(pairs(3, 'next'));
        let fewest = 3;
        const status = await shown(
          bench(),
          'chat',
          ({ groups, image, health }) => {
            expect(groups.ready).toBeLessThanOrEqual(3);
            fewest = Math.min(fewest, groups.ready);
            return (
              image?.endsWith(':next') === true &&
              fewest < 3 &&
              health.state === 'healthy'
            );
          },
          'the new image everywhere',
        );

        expect(status.groups).toMatchObject({ desired: 3, ready: 3 });
        expect(await bench().cluster.images()).toEqual(
          new Set(['ghcr.io/kaito-project/aikit/llama3.1:next']),
        );
      });

      it('is idle when scaled to 0, and comes back', async () => {
        await deploy(pairs(2));
        await shown(bench(), 'chat', isHealthy, 'chat healthy');

        await deploy(pairs(0));
        const idle = await shown(
          bench(),
          'chat',
          ({ health, groups }) =>
            health.state === 'idle' && groups.items.length === 0,
          'chat idle',
        );
        expect(idle.pods).toEqual({ desired: 0, ready: 0 });

        await deploy(pairs(2));
        const back = await shown(bench(), 'chat', isHealthy, 'chat healthy');
        expect(back.groups).toMatchObject({ desired: 2, ready: 2 });
      });
    },
  );
};
