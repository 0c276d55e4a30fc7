import { it } from '../check';
import { Client } from '../client';
import { deployment, GATED, leaderWorkerSet } from '../fixtures';
import { Manifest, Replicated } from '../objects';
import { Plural } from '../paths';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { eventually } from '../waiting';
import { Workloads } from '../workloads';

// Autoscalers look every 15 seconds.
const LOOK_MS = 40_000;

/** As much of autoscaling as works without metrics: its bounds. */
export function autoscalingChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  const workloads = new Workloads(client, namespace);

  const autoscaler = (
    name: string,
    { apiVersion, kind, metadata }: Manifest,
    bounds: { minReplicas: number; maxReplicas: number },
  ): Manifest => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: namespace() },
    spec: {
      scaleTargetRef: { apiVersion, kind, name: metadata.name },
      ...bounds,
    },
  });

  describe('an autoscaler', () => {
    it('keeps Deployments and LeaderWorkerSets within its bounds', async () => {
      const few = deployment(namespace(), 'few', { replicas: 1 }, GATED);
      const many = deployment(namespace(), 'many', { replicas: 5 }, GATED);
      const none = deployment(namespace(), 'none', { replicas: 0 }, GATED);
      const groups = leaderWorkerSet(namespace(), 'groups', { worker: GATED });
      const bounds = { minReplicas: 2, maxReplicas: 3 };
      for (const workload of [few, many, none, groups]) {
        await client.create(workload);
        const name = `scales-${workload.metadata.name}`;
        await client.create(autoscaler(name, workload, bounds));
      }
      const replicasOf = async (plural: Plural, name: string) =>
        (await workloads.get<Replicated>(plural, name)).spec.replicas;
      await eventually(async () => {
        expect(await replicasOf('deployments', 'few')).toBe(2);
        expect(await replicasOf('deployments', 'many')).toBe(3);
        expect(await replicasOf('leaderworkersets', 'groups')).toBe(2);
      }, LOOK_MS);
      // Zero switches it off.
      expect(await replicasOf('deployments', 'none')).toBe(0);
      await workloads.hasEvents('HorizontalPodAutoscaler', 'scales-few', [
        'SuccessfulRescale: New size: 2; reason: Current number of replicas below Spec.MinReplicas',
      ]);
      await workloads.hasEvents('HorizontalPodAutoscaler', 'scales-many', [
        'SuccessfulRescale: New size: 3; reason: Current number of replicas above Spec.MaxReplicas',
      ]);
    });
  });
}
