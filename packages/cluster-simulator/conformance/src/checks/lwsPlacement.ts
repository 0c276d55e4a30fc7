import { createHash } from 'node:crypto';
import { it } from '../check';
import { Client } from '../client';
import { GATED } from '../fixtures';
import { LeaderWorkerSets, lwsKey } from '../lws';
import { conditionOf, Pod } from '../objects';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { always, eventually } from '../waiting';

const ZONE = 'topology.kubernetes.io/zone';

/** When workers start, and where groups are put. */
export function lwsPlacementChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const lws = new LeaderWorkerSets(client, namespace);

  const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
  const labelsOf = (pods: Pod[], name: string) =>
    pods.map(({ metadata }) => metadata.labels?.[lwsKey(name)]);

  describe('workers', () => {
    it('do not wait for their leader', async () => {
      await lws.create({ size: 2, leader: GATED });
      await eventually(async () =>
        expect(await lws.podNames()).toEqual(['x-0', 'x-0-1']),
      );
    });

    it('wait for their leader when that is wanted', async () => {
      await lws.create({
        size: 2,
        leader: GATED,
        spec: { startupPolicy: 'LeaderReady' },
      });
      await eventually(async () => {
        expect(await lws.conditions()).toEqual(['Progressing=True']);
        expect(await lws.podNames()).toEqual(['x-0']);
      });
      await always(async () => {
        expect(await lws.podNames()).toEqual(['x-0']);
        expect(await lws.items('statefulsets')).toHaveLength(1);
      });
      // A group without workers is not counted as updated either.
      expect((await lws.current()).status).not.toHaveProperty(
        'updatedReplicas',
      );
      await lws.ungate('x-0');
      await lws.readyPods(['x-0', 'x-0-1']);
      await lws.ready(1);
    });
  });

  describe('an exclusive topology', () => {
    const exclusive = { [lwsKey('exclusive-topology')]: ZONE };

    it('gives each group a zone of its own', async () => {
      await lws.create({ replicas: 2, size: 3, annotations: exclusive });
      const pods = await lws.readyPods([
        'x-0',
        'x-0-1',
        'x-0-2',
        'x-1',
        'x-1-1',
        'x-1-2',
      ]);
      const zones = pods.map(({ metadata }) => metadata.labels?.[ZONE]);
      expect(new Set(zones.slice(0, 3)).size).toBe(1);
      expect(new Set(zones.slice(3)).size).toBe(1);
      expect(zones[0]).not.toBe(zones[3]);
    });

    it('lets a group wait that gets no zone, and makes no workers', async () => {
      await lws.create({ replicas: 3, size: 2, annotations: exclusive });
      const waiting = await eventually(async () => {
        const pods = await lws.items<Pod>('pods');
        expect(pods).toHaveLength(5);
        const [pending] = pods.filter(
          ({ status }) => status.phase === 'Pending',
        );
        expect(conditionOf(pending, 'PodScheduled')?.message).toMatch(
          /3 node\(s\) didn't match pod anti-affinity rules/,
        );
        return pending;
      });
      expect(waiting.metadata.labels?.[lwsKey('worker-index')]).toBe('0');
      await always(async () =>
        expect(await lws.items('statefulsets')).toHaveLength(3),
      );
      await lws.status('leaderworkersets', 'x', {
        replicas: 3,
        readyReplicas: 2,
      });
    });

    it('ties workers to the zone of their leader', async () => {
      await lws.create({ size: 2, annotations: exclusive });
      const [leader, worker] = await lws.readyPods(['x-0', 'x-0-1']);
      const key = sha1(`${namespace()}/x-0`);
      const groupKey = lwsKey('group-key');
      expect(leader.spec.affinity).toEqual({
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              labelSelector: {
                matchExpressions: [
                  { key: groupKey, operator: 'In', values: [key] },
                ],
              },
              topologyKey: ZONE,
            },
          ],
        },
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              labelSelector: {
                matchExpressions: [
                  { key: groupKey, operator: 'Exists' },
                  { key: groupKey, operator: 'NotIn', values: [key] },
                ],
              },
              topologyKey: ZONE,
            },
          ],
        },
      });
      expect(worker.spec.nodeSelector).toEqual({
        [ZONE]: leader.metadata.labels?.[ZONE],
      });
      for (const { metadata } of [leader, worker]) {
        expect(metadata.annotations).toMatchObject(exclusive);
      }
    });
  });

  describe('subgroups', () => {
    const sized = (subGroupSize: number, subGroupPolicyType?: string) => ({
      template: {
        subGroupPolicy: {
          subGroupSize,
          ...(subGroupPolicyType && { subGroupPolicyType }),
        },
      },
    });
    const names = ['x-0', 'x-0-1', 'x-0-2', 'x-0-3', 'x-0-4'];

    it('have the leader as an extra when that is left over', async () => {
      await lws.create({ size: 5, ...sized(2) });
      const pods = await lws.readyPods(names);
      expect(labelsOf(pods, 'subgroup-index')).toEqual([
        '0',
        '0',
        '0',
        '1',
        '1',
      ]);
      expect(labelsOf(pods, 'subgroup-key')).toEqual(
        ['0', '0', '0', '1', '1'].map(index => sha1(`x-0/${index}`)),
      );
      expect(pods[0].metadata.annotations).toEqual({
        [lwsKey('size')]: '5',
        [lwsKey('subgroup-size')]: '2',
        [lwsKey('subgroup-policy-type')]: 'LeaderWorker',
      });
      expect(pods[1].metadata.annotations).toEqual({
        [lwsKey('size')]: '5',
        [lwsKey('leader-name')]: 'x-0',
        [lwsKey('subgroup-size')]: '2',
      });
    });

    it('have the leader as a member when it fits', async () => {
      await lws.create({ size: 4, ...sized(2) });
      const pods = await lws.readyPods(names.slice(0, 4));
      expect(labelsOf(pods, 'subgroup-index')).toEqual(['0', '0', '1', '1']);
    });

    it('can leave the leader out', async () => {
      await lws.create({ size: 5, ...sized(2, 'LeaderExcluded') });
      const pods = await lws.readyPods(names);
      expect(labelsOf(pods, 'subgroup-index')).toEqual([
        undefined,
        '0',
        '0',
        '1',
        '1',
      ]);
      expect(labelsOf(pods, 'subgroup-key')[0]).toBeUndefined();
    });

    it('can be put in one place each', async () => {
      await lws.create({
        size: 3,
        ...sized(1, 'LeaderExcluded'),
        annotations: {
          [lwsKey('subgroup-exclusive-topology')]: 'kubernetes.io/hostname',
        },
      });
      const pods = await lws.readyPods(names.slice(0, 3));
      expect(pods[0].spec.affinity).toBeUndefined();
      expect(pods[1].spec.affinity).toMatchObject({
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              labelSelector: {
                matchExpressions: [
                  {
                    key: lwsKey('subgroup-key'),
                    operator: 'In',
                    values: [sha1('x-0/0')],
                  },
                ],
              },
              topologyKey: 'kubernetes.io/hostname',
            },
          ],
        },
      });
      expect(pods[1].spec.nodeName).not.toBe(pods[2].spec.nodeName);
    });
  });
}
