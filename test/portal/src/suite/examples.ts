import { CPU_EXAMPLE, DEPLOYMENT_EXAMPLE, gpuExample } from '../examples';
import {
  BackendTests,
  describeWithPortal,
  isHealthy,
  shown,
  shownPods,
} from '../describeWithPortal';

const gpuNode = (name: string, gpus: number) => ({
  name,
  labels: {
    'node.kubernetes.io/instance-type': 'g5.4xlarge',
    'nvidia.com/gpu.product': 'NVIDIA-A10G',
  },
  capacity: { 'nvidia.com/gpu': gpus },
});
const entityRef = 'component:default/chat';

export const exampleTests: BackendTests = start => {
  describeWithPortal(
    'the examples of the document where they fit',
    start,
    { nodes: [gpuNode('gpu-8', 8), gpuNode('gpu-4', 4)], entities: ['chat'] },
    bench => {
      it('runs the CPU example: a leader and two workers, no accelerators', async () => {
        const { portal, cluster } = bench();
        const answer = await portal.deploy('default', 'chat', {
          values: CPU_EXAMPLE,
          entityRef,
        });
        expect(answer).toMatchObject({
          status: 200,
          body: { kind: 'LeaderWorkerSet', dryRun: false },
        });

        const status = await shown(bench(), 'chat', isHealthy, 'chat healthy');
        expect(status).toMatchObject({
          mode: 'distributed',
          groups: { desired: 1, ready: 1 },
          pods: { desired: 3, ready: 3 },
          accelerators: [],
          findings: [],
        });
        expect(shownPods(status)).toEqual(await cluster.pods());
      });

      it('runs the GPU example: 5 pods with 12 of 12 GPUs, as the cluster says', async () => {
        const { portal, cluster } = bench();
        await portal.deploy('default', 'chat', {
          values: gpuExample(),
          entityRef,
        });

        const status = await shown(bench(), 'chat', isHealthy, 'chat healthy');
        expect(status.accelerators).toEqual([
          {
            resource: 'nvidia.com/gpu',
            requested: 12,
            allocated: 12,
            pending: 0,
            models: ['NVIDIA-A10G'],
          },
        ]);
        const [group] = status.groups.items;
        expect(group.leader).toMatchObject({ name: 'chat-0', role: 'leader' });
        expect(group.workers.map(({ role }) => role)).toEqual(
          Array(4).fill('worker'),
        );
        const pods = await cluster.pods();
        expect(pods).toHaveLength(5);
        expect(shownPods(status)).toEqual(pods);
      });

      it('runs a Deployment, whose pods are groups of one server', async () => {
        const { portal, cluster } = bench();
        await portal.deploy('default', 'chat', {
          values: DEPLOYMENT_EXAMPLE,
          entityRef,
        });

        const status = await shown(bench(), 'chat', isHealthy, 'chat healthy');
        expect(status).toMatchObject({
          kind: 'Deployment',
          mode: 'standard',
          groups: { desired: 2, ready: 2 },
          accelerators: [{ requested: 2, allocated: 2, pending: 0 }],
        });
        expect(
          status.groups.items.map(({ leader, workers }) => [
            leader.role,
            workers.length,
          ]),
        ).toEqual([
          ['server', 0],
          ['server', 0],
        ]);
        expect(shownPods(status)).toEqual(await cluster.pods());
      });

      it("finds the workload by its entity's Kubernetes annotation", async () => {
        const { portal } = bench();
        await portal.deploy('default', 'chat', {
          values: CPU_EXAMPLE,
          entityRef,
        });
        await shown(bench(), 'chat', isHealthy, 'chat healthy');

        const { body } = await portal.entityWorkloads('chat');
        expect(body.items.map(({ name }) => name)).toEqual(['chat']);
        expect(body.clusters).toMatchObject([
          { name: 'us-east', state: 'live' },
        ]);
      });
    },
  );

  describeWithPortal(
    'the GPU example with one worker too many for its nodes',
    start,
    {
      nodes: [
        gpuNode('gpu-8', 8),
        gpuNode('gpu-2', 2),
        { name: 'cpu', capacity: {} },
      ],
      entities: ['chat'],
    },
    bench => {
      it('shows one worker waiting, why, and 10 of 12 GPUs allocated', async () => {
        const { portal, cluster } = bench();
        await portal.deploy('default', 'chat', {
          values: gpuExample(),
          entityRef,
        });

        const status = await shown(
          bench(),
          'chat',
          ({ pods, findings }) => pods.ready === 4 && findings.length > 0,
          'four pods ready and a finding',
        );
        expect(status.health.state).not.toBe('healthy');
        expect(status.groups).toMatchObject({ desired: 1, ready: 0 });
        expect(status.accelerators).toMatchObject([
          { requested: 12, allocated: 10, pending: 2 },
        ]);
        const waiting = status.groups.items[0].workers.filter(
          ({ state }) => state === 'pending',
        );
        expect(waiting).toHaveLength(1);
        expect(waiting[0].node).toBeUndefined();
        expect(shownPods(status)).toEqual(await cluster.pods());
        expect(status.findings[0]).toMatchObject({
          code: 'insufficient-accelerators',
          message: expect.stringMatching(
            /1 worker cannot be placed.*2 nvidia\.com\/gpu.*0 free/s,
          ),
        });
        expect(status.findings[0].remedy).not.toBe('');
      });
    },
  );
};
