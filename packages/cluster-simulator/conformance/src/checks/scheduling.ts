import { it } from '../check';
import { Client } from '../client';
import { container, GATED, gpuContainer, pod } from '../fixtures';
import { conditionOf, Pod, PodSpec } from '../objects';
import { at } from '../paths';
import { uniqueName, useNamespace } from '../surroundings';
import { GetTarget } from '@aikit-backstage/test-target';
import { eventually } from '../waiting';

const NO_CLAIMS = 'no new claims to deallocate, preemption: ';

/** Which node a pod gets, or why it gets none. */
export function schedulingChecks(target: GetTarget) {
  const client = new Client(target);
  const namespace = useNamespace(target);
  let nodes: string[] = [];

  afterEach(async () => {
    for (const name of nodes) {
      await client.delete(at('nodes', undefined, name));
    }
    nodes = [];
  });

  type Spec = Partial<PodSpec> & Record<string, unknown>;
  const get = (name: string) => client.get<Pod>(at('pods', namespace(), name));
  const create = (name: string, spec: Spec = {}) =>
    client.create<Pod>(pod(namespace(), name, spec));
  const addNode = async (options: object) => {
    const name = uniqueName('node');
    nodes.push(name);
    await target().addNodes([{ name, ...options }]);
    return name;
  };
  /** The node that a pod gets. */
  const nodeOf = (name: string) =>
    eventually(async () => {
      const { spec } = await get(name);
      expect(spec.nodeName).toBeTruthy();
      return spec.nodeName;
    });
  /** What is said about a pod that gets no node. */
  const unschedulable = (name: string) =>
    eventually(async () => {
      const scheduled = conditionOf(await get(name), 'PodScheduled');
      expect(scheduled).toMatchObject({
        status: 'False',
        reason: 'Unschedulable',
      });
      return scheduled?.message;
    });

  describe('a pod that asks for GPUs', () => {
    it('gets a node that has as many', async () => {
      await create('p', { containers: [gpuContainer(8)] });
      expect(await nodeOf('p')).toBe('gpu-a');
    });

    it('waits when no node has as many, and says so', async () => {
      await create('p', { containers: [gpuContainer(9)] });
      const message =
        '0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 Insufficient nvidia.com/gpu. ' +
        `${NO_CLAIMS}0/4 nodes are available: 4 Preemption is not helpful for scheduling.`;
      expect(await unschedulable('p')).toBe(message);
      const path = at('events', namespace());
      await eventually(async () =>
        expect(
          await client.items(path, {
            fieldSelector: 'reason=FailedScheduling',
          }),
        ).toMatchObject([
          {
            type: 'Warning',
            message,
            involvedObject: { kind: 'Pod', name: 'p' },
            reportingComponent: 'default-scheduler',
            action: 'Scheduling',
          },
        ]),
      );
    });

    it('waits while others have them, and gets them after those', async () => {
      await create('first', { containers: [gpuContainer(7)] });
      await create('second', { containers: [gpuContainer(4)] });
      await nodeOf('first');
      await nodeOf('second');
      await create('third', { containers: [gpuContainer(2)] });
      // Only where others might be evicted is preemption thought of.
      expect(await unschedulable('third')).toBe(
        '0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 Insufficient nvidia.com/gpu. ' +
          `${NO_CLAIMS}0/4 nodes are available: 2 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.`,
      );
      await client.delete(at('pods', namespace(), 'first'));
      expect(await nodeOf('third')).toBe('gpu-a');
    });

    it('gets a node that is added later', async () => {
      await create('p', { containers: [gpuContainer(32)] });
      await unschedulable('p');
      const added = await addNode({ capacity: { 'nvidia.com/gpu': 32 } });
      expect(await nodeOf('p')).toBe(added);
    });

    it('does not get those of containers that have ended', async () => {
      // One after the other: never more than 3 of the 4 that are there.
      const onGpuB = { nodeSelector: { 'kubernetes.io/hostname': 'gpu-b' } };
      await create('p', {
        ...onGpuB,
        initContainers: [
          { ...gpuContainer(3), name: 'init' },
          { ...gpuContainer(2), name: 'other' },
        ],
        containers: [gpuContainer(1)],
      });
      await nodeOf('p');
      await create('two', { ...onGpuB, containers: [gpuContainer(2)] });
      expect(await unschedulable('two')).toMatch(
        /1 Insufficient nvidia\.com\/gpu/,
      );
      await create('one', { ...onGpuB, containers: [gpuContainer(1)] });
      await nodeOf('one');
    });

    it('counts sidecars as well as containers', async () => {
      const sidecar = {
        ...gpuContainer(2),
        name: 'sidecar',
        restartPolicy: 'Always',
      };
      await create('p', {
        nodeSelector: { 'kubernetes.io/hostname': 'gpu-b' },
        initContainers: [sidecar],
        containers: [gpuContainer(3)],
      });
      expect(await unschedulable('p')).toMatch(
        /1 Insufficient nvidia\.com\/gpu/,
      );
    });
  });

  describe('a pod', () => {
    it('gets only nodes that its selector names', async () => {
      await create('p', { nodeSelector: { pool: 'cpu' } });
      expect(await nodeOf('p')).toBe('cpu-1');
    });

    it('says that no node has the labels that it wants', async () => {
      await create('p', { nodeSelector: { pool: 'none' } });
      expect(await unschedulable('p')).toBe(
        "0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node(s) didn't match Pod's node affinity/selector. " +
          `${NO_CLAIMS}0/4 nodes are available: 4 Preemption is not helpful for scheduling.`,
      );
    });

    it('gets only nodes that its affinity requires', async () => {
      const requires = (matchExpressions: object[]) => ({
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions }],
            },
          },
        },
      });
      await create(
        'p',
        requires([
          { key: 'pool', operator: 'In', values: ['gpu'] },
          {
            key: 'topology.kubernetes.io/zone',
            operator: 'NotIn',
            values: ['zone-a'],
          },
        ]),
      );
      await create('q', requires([{ key: 'none', operator: 'Exists' }]));
      expect(await nodeOf('p')).toBe('gpu-b');
      expect(await unschedulable('q')).toMatch(
        /node\(s\) didn't match Pod's node affinity\/selector/,
      );
    });

    it('gets a node near one pod and far from another', async () => {
      const near = (
        kind: 'podAffinity' | 'podAntiAffinity',
        app: string,
        topologyKey: string,
      ) => ({
        [kind]: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { app } }, topologyKey },
          ],
        },
      });
      const zone = 'topology.kubernetes.io/zone';
      await create('one', { nodeName: 'gpu-a' });
      await create('near', {
        affinity: {
          ...near('podAffinity', 'one', zone),
          ...near('podAntiAffinity', 'one', 'kubernetes.io/hostname'),
        },
      });
      expect(await nodeOf('near')).toBe('cpu-1');
      await create('lonely', { affinity: near('podAffinity', 'none', zone) });
      expect(await unschedulable('lonely')).toBe(
        "0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node(s) didn't match pod affinity rules. " +
          `${NO_CLAIMS}0/4 nodes are available: 4 Preemption is not helpful for scheduling.`,
      );
      await create('alone', {
        nodeSelector: { pool: 'gpu' },
        affinity: near('podAntiAffinity', 'one', 'pool'),
      });
      expect(await unschedulable('alone')).toMatch(
        /2 node\(s\) didn't match pod anti-affinity rules/,
      );
    });

    it('gets a node with a taint only if it tolerates that', async () => {
      const wants = { nodeSelector: { pool: 'reserved' } };
      await create('p', wants);
      expect(await unschedulable('p')).toMatch(
        /1 node\(s\) had untolerated taint\(s\)/,
      );
      await create('q', {
        ...wants,
        tolerations: [
          { key: 'dedicated', operator: 'Equal', value: 'training' },
        ],
      });
      expect(await nodeOf('q')).toBe('reserved-1');
    });

    it('gets no node that is cordoned', async () => {
      const node = at('nodes', undefined, 'cpu-1');
      await client.merge(node, { spec: { unschedulable: true } });
      try {
        await create('p', { nodeSelector: { pool: 'cpu' } });
        expect(await unschedulable('p')).toMatch(
          /1 node\(s\) were unschedulable/,
        );
      } finally {
        await client.merge(node, { spec: { unschedulable: null } });
      }
      expect(await nodeOf('p')).toBe('cpu-1');
    });

    it('gets no node that lacks CPUs or memory for it', async () => {
      const wants = (requests: Record<string, string>) => ({
        nodeSelector: { pool: 'cpu' },
        containers: [{ ...container(), resources: { requests } }],
      });
      await create('p', wants({ cpu: '17', memory: '300Gi' }));
      expect(await unschedulable('p')).toMatch(
        /1 Insufficient cpu, 1 Insufficient memory/,
      );
      await create('q', wants({ cpu: '15500m' }));
      await nodeOf('q');
      await create('r', wants({ cpu: '0.6' }));
      expect(await unschedulable('r')).toMatch(/1 Insufficient cpu/);
    });

    it('waits behind its gates', async () => {
      await create('p', GATED);
      await eventually(async () =>
        expect(conditionOf(await get('p'), 'PodScheduled')).toMatchObject({
          status: 'False',
          reason: 'SchedulingGated',
          message: 'Scheduling is blocked due to non-empty scheduling gates',
        }),
      );
      await client.merge(at('pods', namespace(), 'p'), {
        spec: { schedulingGates: [] },
      });
      await nodeOf('p');
    });

    it('for another scheduler is left alone', async () => {
      await create('p', { schedulerName: 'other' });
      await create('q');
      await nodeOf('q');
      const { spec, status } = await get('p');
      expect(spec).not.toHaveProperty('nodeName');
      expect(status).not.toHaveProperty('conditions');
    });
  });
}
