import { it } from '../check';
import { Client } from '../client';
import { deployment, GATED } from '../fixtures';
import { conditionOf, Pod, Replicated } from '../objects';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { eventually } from '../waiting';
import { controlledBy, withImage, Workloads } from '../workloads';

const NEW_IMAGE = 'example.com/model:2';
const REVISION = 'deployment.kubernetes.io/revision';

/** Deployments and their rollouts. */
export function deploymentChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const workloads = new Workloads(client, namespace);

  const create = (spec: object = {}, podSpec: object = {}) =>
    client.create<Replicated>(
      deployment(namespace(), 'web', { replicas: 2, ...spec }, podSpec),
    );
  const available = (replicas: number) =>
    workloads.status('deployments', 'web', {
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
    });
  /** ReplicaSets by revision. */
  const replicaSets = async () =>
    Object.fromEntries(
      (await workloads.items('replicasets')).map(set => [
        set.metadata.annotations?.[REVISION],
        set,
      ]),
    );
  const roll = async (podSpec: object = {}) => {
    const { spec } = withImage(
      deployment(namespace(), 'web'),
      NEW_IMAGE,
    ) as Replicated;
    Object.assign(spec.template.spec, podSpec);
    await client.merge(workloads.path('deployments', 'web'), { spec });
  };

  describe('a Deployment', () => {
    it('has a ReplicaSet that is named by the hash of the template', async () => {
      const created = await create();
      await available(2);
      const [set] = await workloads.items('replicasets');
      const hash = set.metadata.labels?.['pod-template-hash'];
      expect(hash).toMatch(/^[bcdf-hj-np-tv-z2456789]{5,10}$/);
      expect(set).toMatchObject({
        metadata: {
          name: `web-${hash}`,
          labels: { app: 'web', 'pod-template-hash': hash },
          annotations: {
            [REVISION]: '1',
            'deployment.kubernetes.io/desired-replicas': '2',
            'deployment.kubernetes.io/max-replicas': '3',
          },
        },
        spec: {
          replicas: 2,
          selector: {
            matchLabels: { app: 'web', 'pod-template-hash': hash },
          },
          template: {
            metadata: { labels: { app: 'web', 'pod-template-hash': hash } },
          },
        },
        status: { replicas: 2, readyReplicas: 2, availableReplicas: 2 },
      });
      expect(set.metadata.ownerReferences).toEqual(controlledBy(created));
    });

    it('has pods of its ReplicaSet', async () => {
      await create();
      await available(2);
      const [set] = await workloads.items('replicasets');
      for (const pod of await workloads.items<Pod>('pods')) {
        expect(pod.metadata).toMatchObject({
          name: expect.stringMatching(`^${set.metadata.name}-[a-z0-9]{5}$`),
          generateName: `${set.metadata.name}-`,
          labels: set.spec.template.metadata.labels,
          ownerReferences: controlledBy(set),
        });
      }
    });

    it('says that it is available', async () => {
      await create();
      await available(2);
      const [set] = await workloads.items('replicasets');
      await eventually(async () => {
        const web = await workloads.get('deployments', 'web');
        expect(web.metadata.annotations).toEqual({ [REVISION]: '1' });
        expect(web.status.observedGeneration).toBe(web.metadata.generation);
        expect(conditionOf(web, 'Available')).toMatchObject({
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        });
        expect(conditionOf(web, 'Progressing')).toMatchObject({
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          message: `ReplicaSet "${set.metadata.name}" has successfully progressed.`,
        });
      });
    });

    it('says that it is not available while its pods are not', async () => {
      await create({}, GATED);
      await eventually(async () => {
        const web = await workloads.get('deployments', 'web');
        const [set] = await workloads.items('replicasets');
        expect(web.status).toMatchObject({
          replicas: 2,
          updatedReplicas: 2,
          unavailableReplicas: 2,
        });
        expect(conditionOf(web, 'Available')).toMatchObject({
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        });
        expect(conditionOf(web, 'Progressing')).toMatchObject({
          status: 'True',
          reason: 'ReplicaSetUpdated',
          message: `ReplicaSet "${set.metadata.name}" is progressing.`,
        });
      });
    });

    it('says when its deadline has passed', async () => {
      await create({ progressDeadlineSeconds: 1 }, GATED);
      await eventually(async () => {
        const [set] = await workloads.items('replicasets');
        expect(
          conditionOf(await workloads.get('deployments', 'web'), 'Progressing'),
        ).toMatchObject({
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
          message: `ReplicaSet "${set.metadata.name}" has timed out progressing.`,
        });
      });
    });

    it('tells of its ReplicaSets in events', async () => {
      await create();
      await available(2);
      const [{ metadata }] = await workloads.items('replicasets');
      await workloads.hasEvents('Deployment', 'web', [
        `ScalingReplicaSet: Scaled up replica set ${metadata.name} from 0 to 2`,
      ]);
      await client.merge(workloads.path('deployments', 'web'), {
        spec: { replicas: 1 },
      });
      await workloads.hasEvents('Deployment', 'web', [
        `ScalingReplicaSet: Scaled down replica set ${metadata.name} from 2 to 1`,
      ]);
    });

    it('is scaled without a new revision', async () => {
      await create({ replicas: 1 });
      await available(1);
      await client.merge(workloads.path('deployments', 'web'), {
        spec: { replicas: 3 },
      });
      await available(3);
      expect(await workloads.items('replicasets')).toHaveLength(1);
    });

    it('takes its pods with it when it is deleted', async () => {
      await create();
      await available(2);
      await client.delete(workloads.path('deployments', 'web'));
      await eventually(async () => {
        expect(await workloads.items('replicasets')).toEqual([]);
        expect(await workloads.items('pods')).toEqual([]);
      });
    });
  });

  describe('a rollout', () => {
    it('replaces all pods by those of a new revision', async () => {
      await create();
      await available(2);
      await roll();
      await eventually(async () => {
        const { 1: old, 2: current } = await replicaSets();
        expect(old.spec.replicas).toBe(0);
        expect(current).toMatchObject({
          spec: { replicas: 2 },
          status: { readyReplicas: 2 },
        });
      });
      const web = await available(2);
      expect(web.metadata.annotations).toEqual({ [REVISION]: '2' });
      const pods = await workloads.readyPodCount(2);
      expect(pods.map(({ spec }) => spec.containers[0].image)).toEqual([
        NEW_IMAGE,
        NEW_IMAGE,
      ]);
    });

    it('keeps enough pods until new ones are ready', async () => {
      await create({ replicas: 4 });
      await available(4);
      await roll(GATED);
      await eventually(async () => {
        const { 1: old, 2: current } = await replicaSets();
        // 25 % of each: one may be missing, and one may be too many.
        expect(old.spec.replicas).toBe(3);
        expect(current.spec.replicas).toBe(2);
      });
      await workloads.status('deployments', 'web', {
        replicas: 5,
        updatedReplicas: 2,
        availableReplicas: 3,
        unavailableReplicas: 2,
      });
    });

    it('that goes back takes the ReplicaSet of then', async () => {
      await create();
      await available(2);
      const { 1: first } = await replicaSets();
      await roll();
      await available(2);
      await client.merge(
        workloads.path('deployments', 'web'),
        withImage(deployment(namespace(), 'web'), 'example.com/model:1'),
      );
      await eventually(async () => {
        const { 3: third } = await replicaSets();
        expect(third.metadata.uid).toBe(first.metadata.uid);
        expect(third.status.readyReplicas).toBe(2);
        expect(
          third.metadata.annotations?.[
            'deployment.kubernetes.io/revision-history'
          ],
        ).toBe('1');
      });
    });

    it('that recreates ends the old pods first', async () => {
      await create({ strategy: { type: 'Recreate' } });
      await available(2);
      await roll(GATED);
      await eventually(async () => {
        const { 1: old, 2: current } = await replicaSets();
        expect(old.spec.replicas).toBe(0);
        expect(current.spec.replicas).toBe(2);
        expect(await workloads.items('pods')).toHaveLength(2);
      });
    });

    it('waits while the Deployment is paused', async () => {
      await create({ paused: true });
      await eventually(async () =>
        expect(
          conditionOf(await workloads.get('deployments', 'web'), 'Progressing'),
        ).toMatchObject({
          status: 'Unknown',
          reason: 'DeploymentPaused',
          message: 'Deployment is paused',
        }),
      );
      expect(await workloads.items('pods')).toEqual([]);
      await client.merge(workloads.path('deployments', 'web'), {
        spec: { paused: false },
      });
      await available(2);
    });
  });
}
