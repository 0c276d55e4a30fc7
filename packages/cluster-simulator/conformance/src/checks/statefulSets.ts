import { it } from '../check';
import { Client } from '../client';
import { GATED, statefulSet } from '../fixtures';
import { Pod, Replicated, Resource } from '../objects';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { always, eventually } from '../waiting';
import { controlledBy, withImage, Workloads } from '../workloads';

const NEW_IMAGE = 'example.com/model:2';

/** StatefulSets and their updates. */
export function statefulSetChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const workloads = new Workloads(client, namespace);

  const create = (spec: object = {}, podSpec: object = {}) =>
    client.create<Replicated>(
      statefulSet(namespace(), 'db', { replicas: 2, ...spec }, podSpec),
    );
  const path = () => workloads.path('statefulsets', 'db');
  const roll = () =>
    client.merge(path(), withImage(statefulSet(namespace(), 'db'), NEW_IMAGE));
  const images = (pods: Pod[]) =>
    pods.map(({ spec }) => spec.containers[0].image);

  describe('a StatefulSet', () => {
    it('numbers its pods', async () => {
      const created = await create();
      const pods = await workloads.readyPods(['db-0', 'db-1']);
      const revision = pods[0].metadata.labels?.['controller-revision-hash'];
      expect(revision).toMatch(/^db-[a-z0-9]+$/);
      expect(pods[1]).toMatchObject({
        metadata: {
          generateName: 'db-',
          labels: {
            app: 'db',
            'apps.kubernetes.io/pod-index': '1',
            'statefulset.kubernetes.io/pod-name': 'db-1',
            'controller-revision-hash': revision,
          },
        },
        spec: { hostname: 'db-1', subdomain: 'db' },
      });
      expect(pods[1].metadata.ownerReferences).toEqual(controlledBy(created));
    });

    it('begins with the number that it is told', async () => {
      await create({ ordinals: { start: 3 } });
      await workloads.readyPods(['db-3', 'db-4']);
    });

    it('waits for each pod before the next', async () => {
      await create({}, GATED);
      await eventually(async () =>
        expect(await workloads.podNames()).toEqual(['db-0']),
      );
      await always(async () =>
        expect(await workloads.podNames()).toEqual(['db-0']),
      );
      await workloads.ungate('db-0');
      await eventually(async () =>
        expect(await workloads.podNames()).toEqual(['db-0', 'db-1']),
      );
    });

    it('makes all at once when it is told to', async () => {
      await create({ podManagementPolicy: 'Parallel' }, GATED);
      await eventually(async () =>
        expect(await workloads.podNames()).toEqual(['db-0', 'db-1']),
      );
    });

    it('replaces a pod by one of the same name', async () => {
      await create();
      const [, before] = await workloads.readyPods(['db-0', 'db-1']);
      await client.delete(workloads.path('pods', 'db-1'));
      await eventually(async () => {
        const after = await workloads.get<Pod>('pods', 'db-1');
        expect(after.metadata.uid).not.toBe(before.metadata.uid);
      });
      await workloads.readyPods(['db-0', 'db-1']);
    });

    it('takes away the highest numbers first', async () => {
      await create({ replicas: 3 });
      await workloads.readyPods(['db-0', 'db-1', 'db-2']);
      await client.merge(path(), { spec: { replicas: 1 } });
      await workloads.readyPods(['db-0']);
    });

    it('keeps its revisions', async () => {
      const created = await create();
      const { status } = await workloads.status('statefulsets', 'db', {
        replicas: 2,
        readyReplicas: 2,
        availableReplicas: 2,
        currentReplicas: 2,
        updatedReplicas: 2,
        observedGeneration: 1,
      });
      expect(status.currentRevision).toBe(status.updateRevision);
      const revisions = await workloads.items<Resource>('controllerrevisions');
      expect(revisions).toMatchObject([
        {
          metadata: {
            name: status.currentRevision,
            ownerReferences: controlledBy(created),
          },
          revision: 1,
        },
      ]);
    });

    it('tells of its pods in events', async () => {
      await create({ replicas: 1 });
      await workloads.readyPods(['db-0']);
      await client.merge(path(), { spec: { replicas: 0 } });
      await workloads.hasEvents('StatefulSet', 'db', [
        'SuccessfulCreate: Create Pod db-0 in StatefulSet db successful',
        'SuccessfulDelete: Delete Pod db-0 in StatefulSet db successful',
      ]);
    });

    it('tells why a pod cannot be made', async () => {
      // A label of its pods has to hold its name and the hash.
      const name = 'x'.repeat(56);
      await client.create(statefulSet(namespace(), name, { replicas: 1 }));
      await workloads.hasEvents('StatefulSet', name, [
        expect.stringMatching(
          `^FailedCreate: Create Pod ${name}-0 in StatefulSet ${name} failed error: Pod "${name}-0" is invalid: .*must be no more than 63`,
        ),
      ]);
      expect(await workloads.items('pods')).toEqual([]);
    });
  });

  describe('an update of a StatefulSet', () => {
    it('replaces pods from the highest number down', async () => {
      await create();
      await workloads.readyPods(['db-0', 'db-1']);
      // The first new pod stays unready, so the next is not replaced.
      const { spec } = withImage(
        statefulSet(namespace(), 'db'),
        NEW_IMAGE,
      ) as Replicated;
      Object.assign(spec.template.spec, GATED);
      await client.merge(path(), { spec });
      await eventually(async () =>
        expect(images(await workloads.items<Pod>('pods'))).toEqual([
          'example.com/model:1',
          NEW_IMAGE,
        ]),
      );
      await workloads.status('statefulsets', 'db', {
        currentReplicas: 1,
        updatedReplicas: 1,
        readyReplicas: 1,
      });
      await workloads.ungate('db-1');
      await eventually(async () =>
        expect(images(await workloads.items<Pod>('pods'))).toEqual([
          NEW_IMAGE,
          NEW_IMAGE,
        ]),
      );
    });

    it('is over when the revisions are the same', async () => {
      await create();
      const before = await workloads.status('statefulsets', 'db', {
        readyReplicas: 2,
      });
      await roll();
      await eventually(async () => {
        const { status } = await workloads.get('statefulsets', 'db');
        expect(status.updateRevision).not.toBe(before.status.updateRevision);
        expect(status.currentRevision).toBe(status.updateRevision);
        expect(status).toMatchObject({ updatedReplicas: 2, readyReplicas: 2 });
      });
      const pods = await workloads.readyPods(['db-0', 'db-1']);
      expect(images(pods)).toEqual([NEW_IMAGE, NEW_IMAGE]);
    });

    it('stops at the partition', async () => {
      await create({
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { partition: 1 },
        },
      });
      const before = await workloads.readyPods(['db-0', 'db-1']);
      await roll();
      await workloads.status('statefulsets', 'db', {
        updatedReplicas: 1,
        readyReplicas: 2,
      });
      const after = await workloads.readyPods(['db-0', 'db-1']);
      expect(images(after)).toEqual(['example.com/model:1', NEW_IMAGE]);
      expect(after[0].metadata.uid).toBe(before[0].metadata.uid);
    });

    it('waits for deletions when it is told to', async () => {
      await create({ updateStrategy: { type: 'OnDelete' } });
      await workloads.readyPods(['db-0', 'db-1']);
      await roll();
      await client.delete(workloads.path('pods', 'db-0'));
      await eventually(async () =>
        expect(images(await workloads.readyPods(['db-0', 'db-1']))).toEqual([
          NEW_IMAGE,
          'example.com/model:1',
        ]),
      );
    });
  });
}
