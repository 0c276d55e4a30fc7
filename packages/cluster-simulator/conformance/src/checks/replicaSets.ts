import { it } from '../check';
import { Client } from '../client';
import { container, GATED, pod, replicaSet } from '../fixtures';
import { Pod, Replicated } from '../objects';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { eventually } from '../waiting';
import { controlledBy, Workloads } from '../workloads';

/** ReplicaSets, with or without a Deployment. */
export function replicaSetChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const workloads = new Workloads(client, namespace);

  const create = (replicas: number, podSpec: object = {}) =>
    client.create<Replicated>(
      replicaSet(namespace(), 'set', {
        replicas,
        template: {
          metadata: { labels: { app: 'set' } },
          spec: { containers: [container()], ...podSpec },
        },
      }),
    );
  const scale = (replicas: number) =>
    client.merge(workloads.path('replicasets', 'set'), { spec: { replicas } });

  describe('a ReplicaSet', () => {
    it('replaces a pod that is deleted', async () => {
      await create(2);
      const [first, second] = await workloads.readyPodCount(2);
      await client.delete(workloads.path('pods', first.metadata.name));
      await eventually(async () => {
        const names = await workloads.podNames();
        expect(names).toHaveLength(2);
        expect(names).toContain(second.metadata.name);
        expect(names).not.toContain(first.metadata.name);
      });
    });

    it('replaces a pod that has failed', async () => {
      await create(1);
      const [{ metadata }] = await workloads.readyPodCount(1);
      await client.merge(workloads.path('pods', metadata.name, 'status'), {
        status: { phase: 'Failed', reason: 'Evicted' },
      });
      await eventually(async () => {
        const pods = await workloads.items<Pod>('pods');
        expect(
          pods
            .filter(({ status }) => status.phase === 'Running')
            .map(({ metadata: { name } }) => name),
        ).toEqual([expect.not.stringMatching(metadata.name)]);
        expect(pods).toHaveLength(2);
      });
    });

    it('says how many pods are there, and ready', async () => {
      await create(2, GATED);
      const set = await workloads.status('replicasets', 'set', {
        replicas: 2,
        fullyLabeledReplicas: 2,
        observedGeneration: 1,
      });
      expect(set.status).not.toHaveProperty('readyReplicas');
      const [{ metadata }] = await workloads.items<Pod>('pods');
      await workloads.ungate(metadata.name);
      await workloads.status('replicasets', 'set', {
        replicas: 2,
        readyReplicas: 1,
        availableReplicas: 1,
      });
    });

    it('takes away pods that are not ready first', async () => {
      await create(3, GATED);
      await workloads.status('replicasets', 'set', { replicas: 3 });
      const pods = await workloads.items<Pod>('pods');
      const { name } = pods[1].metadata;
      await workloads.ungate(name);
      await workloads.status('replicasets', 'set', { readyReplicas: 1 });
      await scale(1);
      await eventually(async () =>
        expect(await workloads.podNames()).toEqual([name]),
      );
    });

    it('adopts pods that it selects', async () => {
      const orphan = pod(namespace(), 'orphan', GATED);
      orphan.metadata.labels = { app: 'set' };
      await client.create(orphan);
      const set = await create(1);
      await eventually(async () => {
        const pods = await workloads.items<Pod>('pods');
        expect(pods).toHaveLength(1);
        expect(pods[0].metadata).toMatchObject({
          name: 'orphan',
          ownerReferences: controlledBy(set),
        });
      });
    });

    it('lets go of pods that it does not select any more', async () => {
      await create(1);
      const [{ metadata }] = await workloads.readyPodCount(1);
      await client.merge(workloads.path('pods', metadata.name), {
        metadata: { labels: { app: 'other' } },
      });
      await workloads.readyPodCount(2);
      const released = await workloads.get<Pod>('pods', metadata.name);
      expect(released.metadata).not.toHaveProperty('ownerReferences');
      await client.delete(workloads.path('pods', metadata.name));
    });

    it('tells of its pods in events', async () => {
      await create(1);
      const [{ metadata }] = await workloads.readyPodCount(1);
      await scale(0);
      await workloads.hasEvents('ReplicaSet', 'set', [
        `SuccessfulCreate: Created pod: ${metadata.name}`,
        `SuccessfulDelete: Deleted pod: ${metadata.name}`,
      ]);
    });
  });
}
