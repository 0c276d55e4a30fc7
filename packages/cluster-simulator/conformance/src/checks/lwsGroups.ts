import { createHash } from 'node:crypto';
import { it } from '../check';
import { Client } from '../client';
import { container, gpuContainer } from '../fixtures';
import { LeaderWorkerSets, lwsKey } from '../lws';
import { Pod, Replicated, Resource } from '../objects';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { always, eventually } from '../waiting';
import { controlledBy } from '../workloads';

/** What a LeaderWorkerSet is made of: names, owners, labels, environment. */
export function lwsGroupChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const lws = new LeaderWorkerSets(client, namespace);

  const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
  const zone = 'topology.kubernetes.io/zone';
  const variables = ({ spec }: Pod) =>
    Object.fromEntries(
      (spec.containers[0].env ?? []).map(({ name, value }) => [name, value]),
    );

  describe('a group', () => {
    it('is a leader and its workers, named by number', async () => {
      await lws.create({ replicas: 2, size: 3 });
      await lws.readyPods(['x-0', 'x-0-1', 'x-0-2', 'x-1', 'x-1-1', 'x-1-2']);
      const sets = await lws.items('statefulsets');
      expect(sets.map(({ metadata }) => metadata.name)).toEqual([
        'x',
        'x-0',
        'x-1',
      ]);
    });

    it('has its leader from a StatefulSet of all leaders', async () => {
      const created = await lws.create({ replicas: 2, size: 2 });
      const [leader] = await lws.readyPods(['x-0', 'x-0-1', 'x-1', 'x-1-1']);
      const set = await lws.get('statefulsets', 'x');
      const revision = set.metadata.labels?.[lwsKey('template-revision-hash')];
      expect(set.metadata.labels).toEqual({
        [lwsKey('name')]: 'x',
        [lwsKey('template-revision-hash')]:
          expect.stringMatching(/^[a-z0-9]+$/),
      });
      expect(set.metadata.annotations).toEqual({ [lwsKey('replicas')]: '2' });
      expect(set.metadata.ownerReferences).toEqual(controlledBy(created));
      expect(set.spec).toMatchObject({
        replicas: 2,
        serviceName: 'x',
        podManagementPolicy: 'Parallel',
        selector: {
          matchLabels: {
            [lwsKey('name')]: 'x',
            [lwsKey('worker-index')]: '0',
          },
        },
      });
      // It asks for maxUnavailable, which this Kubernetes does not know yet.
      expect(set.spec.updateStrategy).toEqual({
        type: 'RollingUpdate',
        rollingUpdate: { partition: 0 },
      });
      expect(leader.metadata.ownerReferences).toEqual(controlledBy(set));
      expect(leader.metadata.labels?.[lwsKey('template-revision-hash')]).toBe(
        revision,
      );
    });

    it('has its workers from a StatefulSet that its leader owns', async () => {
      await lws.create({ size: 3 });
      const [leader, worker] = await lws.readyPods(['x-0', 'x-0-1', 'x-0-2']);
      const set = await lws.get('statefulsets', 'x-0');
      const selected = {
        [lwsKey('name')]: 'x',
        [lwsKey('group-index')]: '0',
        [lwsKey('group-key')]: sha1(`${namespace()}/x-0`),
      };
      expect(set.metadata.labels).toEqual({
        ...selected,
        [lwsKey('template-revision-hash')]:
          leader.metadata.labels?.[lwsKey('template-revision-hash')],
      });
      expect(set.metadata.ownerReferences).toEqual(controlledBy(leader));
      expect(set.spec).toMatchObject({
        replicas: 2,
        ordinals: { start: 1 },
        serviceName: 'x',
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: selected },
      });
      expect(worker.metadata.ownerReferences).toEqual(controlledBy(set));
    });

    it('labels its pods', async () => {
      await lws.create({ replicas: 2, size: 2, leader: {} });
      const pods = await lws.readyPods(['x-0', 'x-0-1', 'x-1', 'x-1-1']);
      const [, , leader, worker] = pods.map(({ metadata }) => metadata);
      const common = {
        [lwsKey('name')]: 'x',
        [lwsKey('group-index')]: '1',
        [lwsKey('group-key')]: sha1(`${namespace()}/x-1`),
        [lwsKey('template-revision-hash')]: expect.any(String),
        [zone]: expect.any(String),
      };
      expect(leader.labels).toEqual({
        ...common,
        role: 'leader',
        [lwsKey('worker-index')]: '0',
        'apps.kubernetes.io/pod-index': '1',
        'statefulset.kubernetes.io/pod-name': 'x-1',
        'controller-revision-hash': expect.stringMatching(/^x-/),
      });
      expect(worker.labels).toEqual({
        ...common,
        role: 'worker',
        [lwsKey('worker-index')]: '1',
        'apps.kubernetes.io/pod-index': '1',
        'statefulset.kubernetes.io/pod-name': 'x-1-1',
        'controller-revision-hash': expect.stringMatching(/^x-1-/),
      });
    });

    it('annotates its pods', async () => {
      await lws.create({ size: 2 });
      const [leader, worker] = await lws.readyPods(['x-0', 'x-0-1']);
      expect(leader.metadata.annotations).toEqual({ [lwsKey('size')]: '2' });
      expect(worker.metadata.annotations).toEqual({
        [lwsKey('size')]: '2',
        [lwsKey('leader-name')]: 'x-0',
      });
    });

    it('tells its pods who they are', async () => {
      await lws.create({ replicas: 2, size: 2 });
      const pods = await lws.readyPods(['x-0', 'x-0-1', 'x-1', 'x-1-1']);
      expect(pods.map(variables)).toEqual(
        [
          ['0', '0'],
          ['0', '1'],
          ['1', '0'],
          ['1', '1'],
        ].map(([group, worker]) => ({
          LWS_LEADER_ADDRESS: `x-${group}.x.${namespace()}`,
          LWS_GROUP_SIZE: '2',
          LWS_WORKER_INDEX: worker,
        })),
      );
      expect(pods[3].spec).toMatchObject({ hostname: 'x-1-1', subdomain: 'x' });
    });

    it('puts its variables first, and lets nobody else set them', async () => {
      const env = [
        { name: 'MINE', value: '$(LWS_GROUP_SIZE)' },
        { name: 'LWS_GROUP_SIZE', value: '99' },
      ];
      await lws.create({
        size: 2,
        worker: {
          containers: [container({ env }), container({ name: 'side' })],
          initContainers: [container({ name: 'init' })],
        },
      });
      for (const { spec } of await lws.readyPods(['x-0', 'x-0-1'])) {
        const [main, side] = spec.containers;
        const injected = [
          'LWS_LEADER_ADDRESS',
          'LWS_GROUP_SIZE',
          'LWS_WORKER_INDEX',
        ];
        expect(main.env?.map(({ name }) => name)).toEqual([
          ...injected,
          'MINE',
        ]);
        expect(main.env?.[1].value).toBe('2');
        for (const other of [side, spec.initContainers![0]]) {
          expect(other.env?.map(({ name }) => name)).toEqual(injected);
        }
      }
    });

    it('of one pod has no workers', async () => {
      await lws.create({ replicas: 2, size: 1 });
      await lws.ready(2);
      await lws.readyPods(['x-0', 'x-1']);
      expect(await lws.items('statefulsets')).toHaveLength(1);
    });

    it('has a leader like its workers unless that has a template', async () => {
      await lws.create({ size: 2, worker: { containers: [gpuContainer(1)] } });
      const [leader, worker] = await lws.readyPods(['x-0', 'x-0-1']);
      expect(leader.metadata.labels).toMatchObject({ role: 'worker' });
      expect(leader.spec.containers[0].resources).toEqual(
        worker.spec.containers[0].resources,
      );
    });

    it('is noted in a revision', async () => {
      const created = await lws.create({ size: 2 });
      await lws.ready(1);
      const revisions = await lws.items<Resource>(
        'controllerrevisions',
        `${lwsKey('name')}=x,!${lwsKey(
          'group-index',
        )},!controller-revision-hash`,
      );
      const own = revisions.filter(
        ({ metadata }) => metadata.ownerReferences?.[0].kind === created.kind,
      );
      const set = await lws.get('statefulsets', 'x');
      const hash = set.metadata.labels?.[lwsKey('template-revision-hash')];
      expect(own).toMatchObject([
        {
          metadata: {
            name: `x-${hash}-1`,
            labels: {
              [lwsKey('name')]: 'x',
              [lwsKey('template-revision-hash')]: hash,
            },
            ownerReferences: controlledBy(created),
          },
          revision: 1,
        },
      ]);
    });
  });

  describe('the number of groups', () => {
    it('rises and falls', async () => {
      await lws.create({ replicas: 1, size: 2 });
      await lws.ready(1);
      const before = await lws.uids();
      await lws.change({ spec: { replicas: 2 } });
      await lws.ready(2);
      expect(await lws.uids()).toMatchObject(before);
      await lws.change({ spec: { replicas: 1 } });
      await lws.ready(1);
      await lws.readyPods(['x-0', 'x-0-1']);
      await eventually(async () => {
        const sets = await lws.items('statefulsets');
        expect(sets.map(({ metadata }) => metadata.name)).toEqual(['x', 'x-0']);
      });
    });

    it('can be zero', async () => {
      await lws.create({ replicas: 1, size: 2 });
      await lws.ready(1);
      await lws.change({ spec: { replicas: 0 } });
      await eventually(async () => {
        expect(await lws.items('pods')).toEqual([]);
        const { status } = await lws.current();
        expect(status).not.toHaveProperty('replicas');
        expect(status).not.toHaveProperty('readyReplicas');
        expect(await lws.conditions()).toContain('Available=True');
      });
    });
  });

  describe('a LeaderWorkerSet', () => {
    it('takes everything with it when it is deleted', async () => {
      await lws.create({ replicas: 2, size: 2 });
      await lws.ready(2);
      await client.delete(lws.path('leaderworkersets', 'x'));
      await eventually(async () => {
        for (const plural of [
          'pods',
          'statefulsets',
          'services',
          'controllerrevisions',
        ] as const) {
          expect(await lws.items(plural)).toEqual([]);
        }
      });
    });

    it('gets a StatefulSet of leaders back that somebody deletes', async () => {
      await lws.create({ size: 2 });
      await lws.ready(1);
      const before = await lws.get<Replicated>('statefulsets', 'x');
      await client.delete(lws.path('statefulsets', 'x'));
      await eventually(async () => {
        const after = await lws.get<Replicated>('statefulsets', 'x');
        expect(after.metadata.uid).not.toBe(before.metadata.uid);
      });
      await lws.readyPods(['x-0', 'x-0-1']);
    });

    it('whose name is too long for its workers says nothing of it', async () => {
      // Workers would have to be labelled <name>-<group>-<hash>: above 63. A
      // hash has eight to ten characters; the rare one of eight just fits, so
      // that there are three groups of which one will do.
      const name = 'x'.repeat(52);
      await client.create({
        apiVersion: 'leaderworkerset.x-k8s.io/v1',
        kind: 'LeaderWorkerSet',
        metadata: { name, namespace: namespace() },
        spec: {
          replicas: 3,
          leaderWorkerTemplate: {
            size: 2,
            workerTemplate: { spec: { containers: [container()] } },
          },
        },
      });
      const group = await eventually(async () => {
        for (const leader of [0, 1, 2].map(index => `${name}-${index}`)) {
          const refusal = new RegExp(
            `^FailedCreate: Create Pod ${leader}-1 in StatefulSet ${leader} failed error: .*metadata.labels: Invalid value: "${leader}-[a-z0-9]+": must be no more than 63`,
          );
          const events = await lws.events('StatefulSet', leader);
          if (events.some(event => refusal.test(event))) {
            return leader;
          }
        }
        throw new Error('No StatefulSet of a group was refused its worker');
      });
      await always(async () => {
        const names = await lws.podNames();
        expect(names).toContain(group);
        expect(names).not.toContain(`${group}-1`);
      });
      const events = await lws.events('LeaderWorkerSet', name);
      expect(events.filter(event => /fail/i.test(event))).toEqual([]);
    });
  });
}
