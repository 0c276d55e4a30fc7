import { it } from '../check';
import { Client } from '../client';
import { LeaderWorkerSets, lwsKey } from '../lws';
import { Resource } from '../objects';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { eventually } from '../waiting';
import { controlledBy } from '../workloads';

const UNIQUE = {
  spec: { networkConfig: { subdomainPolicy: 'UniquePerReplica' } },
};

/** The Services that give the pods of groups their names. */
export function lwsServiceChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  const lws = new LeaderWorkerSets(client, namespace);

  const services = async () =>
    Object.fromEntries(
      (await lws.items<Resource>('services')).map(service => [
        service.metadata.name,
        service,
      ]),
    );

  describe('the Service of a LeaderWorkerSet', () => {
    it('is one, headless, for all its pods', async () => {
      const created = await lws.create({ replicas: 2, size: 2 });
      await lws.ready(2);
      const all = await services();
      expect(Object.keys(all)).toEqual(['x']);
      expect(all.x).toMatchObject({
        metadata: {
          labels: { [lwsKey('name')]: 'x' },
          ownerReferences: controlledBy(created),
        },
        spec: {
          clusterIP: 'None',
          publishNotReadyAddresses: true,
          selector: { [lwsKey('name')]: 'x' },
        },
      });
    });

    it('is one for each group when subdomains are unique', async () => {
      await lws.create({ replicas: 2, size: 2, ...UNIQUE });
      await lws.ready(2);
      const [leader] = await lws.readyPods(['x-0', 'x-0-1', 'x-1', 'x-1-1']);
      const all = await services();
      expect(Object.keys(all)).toEqual(['x-0', 'x-1']);
      expect(all['x-0']).toMatchObject({
        metadata: {
          labels: { [lwsKey('name')]: 'x' },
          ownerReferences: controlledBy(leader),
        },
        spec: {
          clusterIP: 'None',
          publishNotReadyAddresses: true,
          selector: {
            [lwsKey('name')]: 'x',
            [lwsKey('group-index')]: '0',
          },
        },
      });
    });

    it('changes addresses when subdomains are unique', async () => {
      await lws.create({ size: 2, ...UNIQUE });
      const [leader, worker] = await lws.readyPods(['x-0', 'x-0-1']);
      expect(leader.metadata.annotations).toEqual({
        [lwsKey('size')]: '2',
        [lwsKey('subdomainPolicy')]: 'UniquePerReplica',
      });
      expect(worker.metadata.annotations).not.toHaveProperty([
        lwsKey('subdomainPolicy'),
      ]);
      for (const { spec } of [leader, worker]) {
        expect(spec.subdomain).toBe('x-0');
        expect(spec.containers[0].env?.[0]).toEqual({
          name: 'LWS_LEADER_ADDRESS',
          value: `x-0.x-0.${namespace()}`,
        });
      }
    });

    it('is not made when another has its name already', async () => {
      await client.create({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'x', namespace: namespace() },
        spec: { selector: { app: 'x' }, ports: [{ port: 80 }] },
      });
      await lws.create({ size: 2 });
      await lws.ready(1);
      const { x } = await services();
      expect(x.spec).toMatchObject({
        clusterIP: expect.stringMatching(/^10\./),
        selector: { app: 'x' },
      });
      expect(x.metadata).not.toHaveProperty('ownerReferences');
      const events = await lws.events('LeaderWorkerSet', 'x');
      expect(events.filter(event => /fail/i.test(event))).toEqual([]);
    });

    it('is made again when somebody deletes it', async () => {
      await lws.create({ size: 2 });
      await lws.ready(1);
      await client.delete(lws.path('services', 'x'));
      await eventually(async () =>
        expect(Object.keys(await services())).toEqual(['x']),
      );
    });
  });

  describe('any Service', () => {
    it('gets an address, unless it is headless', async () => {
      const create = (name: string, spec: object) =>
        client.create({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name, namespace: namespace() },
          spec: { ports: [{ port: 80, targetPort: 'http' }], ...spec },
        });
      expect(await create('a', {})).toMatchObject({
        spec: {
          type: 'ClusterIP',
          clusterIP: expect.stringMatching(/^10\.96\.\d+\.\d+$/),
          sessionAffinity: 'None',
          ports: [{ port: 80, targetPort: 'http', protocol: 'TCP' }],
        },
      });
      expect(await create('b', { clusterIP: 'None' })).toMatchObject({
        spec: { clusterIP: 'None', clusterIPs: ['None'] },
      });
    });
  });
}
