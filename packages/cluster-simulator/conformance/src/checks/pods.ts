import { it } from '../check';
import { Client } from '../client';
import { container, pod } from '../fixtures';
import { conditionOf, Pod } from '../objects';
import { at } from '../paths';
import { useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { eventually } from '../waiting';

/** The life of a pod on a node. */
export function podChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);

  const path = () => at('pods', namespace(), 'p');
  const running = () =>
    eventually(async () => {
      const current = await client.get<Pod>(path());
      expect(current.status.phase).toBe('Running');
      return current;
    });

  describe('a pod on a node', () => {
    it('runs and is ready', async () => {
      await client.create(
        pod(namespace(), 'p', {
          containers: [container(), container({ name: 'side' })],
        }),
      );
      const { spec, status } = await running();
      expect(spec.nodeName).toBeTruthy();
      for (const type of [
        'PodScheduled',
        'Initialized',
        'ContainersReady',
        'Ready',
      ]) {
        expect(conditionOf({ status }, type)).toMatchObject({ status: 'True' });
      }
      expect(status).toMatchObject({
        podIP: expect.stringMatching(/^[\d.]+$/),
        podIPs: [{ ip: status.podIP }],
        hostIP: expect.stringMatching(/^[\d.]+$/),
        startTime: expect.any(String),
        containerStatuses: ['main', 'side'].map(name => ({
          name,
          image: 'example.com/model:1',
          ready: true,
          restartCount: 0,
          state: { running: { startedAt: expect.any(String) } },
        })),
      });
    });

    it('has the zone of its node as a label', async () => {
      await client.create(
        pod(namespace(), 'p', { nodeSelector: { pool: 'cpu' } }),
      );
      const { metadata } = await running();
      expect(metadata.labels).toEqual({
        app: 'p',
        'topology.kubernetes.io/zone': 'zone-a',
      });
    });

    it('need not have gone through the scheduler', async () => {
      await client.create(pod(namespace(), 'p', { nodeName: 'reserved-1' }));
      const { spec } = await running();
      expect(spec.nodeName).toBe('reserved-1');
    });

    it('stays at its node', async () => {
      await client.create(pod(namespace(), 'p', { nodeName: 'cpu-1' }));
      const answer = await client.request(
        'POST',
        at('pods', namespace(), 'p', 'binding'),
        {
          body: {
            apiVersion: 'v1',
            kind: 'Binding',
            metadata: { name: 'p' },
            target: { kind: 'Node', name: 'gpu-a' },
          },
        },
      );
      expect(answer).toMatchObject({
        status: 409,
        body: {
          reason: 'Conflict',
          message:
            'Operation cannot be fulfilled on pods/binding "p": pod p is already assigned to node "cpu-1"',
        },
      });
    });

    it('shows the class of its resources', async () => {
      const classOf = async (name: string, resources: object) => {
        const created = await client.create<Pod>(
          pod(namespace(), name, {
            containers: [{ ...container(), resources }],
          }),
        );
        return created.status;
      };
      const amounts = { cpu: '1', memory: '1Gi' };
      expect(await classOf('none', {})).toMatchObject({
        qosClass: 'BestEffort',
      });
      expect(await classOf('some', { requests: amounts })).toMatchObject({
        qosClass: 'Burstable',
      });
      expect(await classOf('all', { limits: amounts })).toMatchObject({
        qosClass: 'Guaranteed',
      });
    });
  });
}
