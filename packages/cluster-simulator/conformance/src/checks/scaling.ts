import { it } from '../check';
import { Client, PATCH } from '../client';
import { deployment, GATED, leaderWorkerSet, statefulSet } from '../fixtures';
import { LeaderWorkerSet, Resource } from '../objects';
import { at, Plural } from '../paths';
import { failure, invalidField, modified } from '../status';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { eventually } from '../waiting';

interface Scale extends Resource {
  spec: { replicas?: number };
  status: { replicas: number; selector?: string };
}

/** The scale subresource. */
export function scalingChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  const scaleOf = (plural: Plural) => at(plural, namespace(), 'x', 'scale');

  describe('the scale', () => {
    it('of a Deployment shows its replicas and its selector', async () => {
      const { metadata } = await client.create(
        deployment(namespace(), 'x', { replicas: 1 }, GATED),
      );
      await eventually(async () =>
        expect(await client.get(scaleOf('deployments'))).toMatchObject({
          apiVersion: 'autoscaling/v1',
          kind: 'Scale',
          metadata: { name: 'x', namespace: namespace(), uid: metadata.uid },
          spec: { replicas: 1 },
          status: { replicas: 1, selector: 'app=x' },
        }),
      );
    });

    it('of a Deployment changes its replicas, and its generation', async () => {
      await client.create(deployment(namespace(), 'x', { replicas: 0 }, GATED));
      const scale = await client.merge<Scale>(scaleOf('deployments'), {
        spec: { replicas: 2 },
      });
      expect(scale.spec).toEqual({ replicas: 2 });
      expect(
        await client.get(at('deployments', namespace(), 'x')),
      ).toMatchObject({ metadata: { generation: 2 }, spec: { replicas: 2 } });
    });

    it('is replaced as a whole, if nobody was faster', async () => {
      await client.create(
        deployment(namespace(), 'x', { replicas: 0, paused: true }, GATED),
      );
      const path = scaleOf('deployments');
      // Its controller writes the status once.
      await eventually(async () =>
        expect(
          await client.get(at('deployments', namespace(), 'x')),
        ).toMatchObject({ status: { observedGeneration: 1 } }),
      );
      const scale = await client.get<Scale>(path);
      await client.replace(path, { ...scale, spec: { replicas: 1 } });
      expect(
        await client.request('PUT', path, {
          body: { ...scale, spec: { replicas: 2 } },
        }),
      ).toMatchObject(modified('deployments.apps "x"'));
    });

    it('is not negative', async () => {
      await client.create(deployment(namespace(), 'x', { replicas: 0 }));
      expect(
        await client.request('PATCH', scaleOf('deployments'), {
          body: { spec: { replicas: -1 } },
          contentType: PATCH.merge,
        }),
      ).toMatchObject(
        invalidField(
          'Scale.autoscaling "x"',
          'spec.replicas',
          'Invalid value: -1: must be greater than or equal to 0',
        ),
      );
    });

    it('of what is missing is missing', async () => {
      expect(await client.request('GET', scaleOf('deployments'))).toMatchObject(
        failure(404, {
          reason: 'NotFound',
          message: 'deployments.apps "x" not found',
        }),
      );
    });

    it('of a StatefulSet changes its replicas', async () => {
      await client.create(
        statefulSet(namespace(), 'x', { replicas: 0 }, GATED),
      );
      await client.merge(scaleOf('statefulsets'), { spec: { replicas: 1 } });
      expect(
        await client.get(at('statefulsets', namespace(), 'x')),
      ).toMatchObject({ spec: { replicas: 1 } });
    });

    it('of a LeaderWorkerSet counts groups and selects leaders', async () => {
      await client.create(
        leaderWorkerSet(namespace(), 'x', { replicas: 2, size: 2 }),
      );
      await eventually(async () =>
        expect(await client.get(scaleOf('leaderworkersets'))).toMatchObject({
          kind: 'Scale',
          spec: { replicas: 2 },
          status: {
            replicas: 2,
            selector:
              'leaderworkerset.sigs.k8s.io/name=x,leaderworkerset.sigs.k8s.io/worker-index=0',
          },
        }),
      );
    });

    it('of a LeaderWorkerSet changes the number of groups', async () => {
      await client.create(leaderWorkerSet(namespace(), 'x', { replicas: 1 }));
      await client.merge(scaleOf('leaderworkersets'), {
        spec: { replicas: 3 },
      });
      const lws = at('leaderworkersets', namespace(), 'x');
      expect((await client.get<LeaderWorkerSet>(lws)).spec.replicas).toBe(3);
      await eventually(async () =>
        expect((await client.get<LeaderWorkerSet>(lws)).status).toMatchObject({
          replicas: 3,
          readyReplicas: 3,
        }),
      );
    });

    it('of a LeaderWorkerSet is not negative', async () => {
      await client.create(leaderWorkerSet(namespace(), 'x', { replicas: 0 }));
      expect(
        await client.request('PATCH', scaleOf('leaderworkersets'), {
          body: { spec: { replicas: -1 } },
          contentType: PATCH.merge,
        }),
      ).toMatchObject(
        invalidField(
          'LeaderWorkerSet.leaderworkerset.x-k8s.io "x"',
          '.spec.replicas',
          'Invalid value: -1: should be a non-negative integer',
        ),
      );
    });
  });
}
