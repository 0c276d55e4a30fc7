import { ago } from '../../testUtils/meta';
import { aGroupPod, unschedulable } from '../../testUtils/pods';
import {
  aLeaderWorkerSet,
  aNode,
  anObservation,
} from '../../testUtils/objects';
import { workloadAccelerators } from './usage';

const GPU = 'nvidia.com/gpu';
const LEADER = { [GPU]: 4 };
const WORKER = { [GPU]: 2 };

/** The documented GPU example: a leader with 4 GPUs, 4 workers with 2 each. */
const workload = aLeaderWorkerSet({
  size: 5,
  accelerators: { leader: LEADER, worker: WORKER },
});

const placed = [
  aGroupPod(0, 0, { accelerators: LEADER }),
  aGroupPod(0, 1, { accelerators: WORKER }),
  aGroupPod(0, 2, { accelerators: WORKER }),
  aGroupPod(0, 3, { accelerators: WORKER, nodeName: 'gpu-2' }),
];

describe('workloadAccelerators', () => {
  it('shows 10 of 12 GPUs allocated and 2 pending while one worker waits', () => {
    const observation = anObservation({
      workload,
      pods: [
        ...placed,
        aGroupPod(0, 4, {
          ...unschedulable('0/2 nodes are available: 2 Insufficient …'),
          accelerators: WORKER,
        }),
      ],
      nodes: [
        aNode({ labels: { 'nvidia.com/gpu.product': 'NVIDIA-A10G' } }),
        aNode({ name: 'gpu-2' }),
        aNode({
          name: 'not-used',
          labels: { 'nvidia.com/gpu.product': 'NVIDIA-H100' },
        }),
      ],
    });
    expect(workloadAccelerators(observation)).toEqual([
      {
        resource: GPU,
        requested: 12,
        allocated: 10,
        pending: 2,
        models: ['NVIDIA-A10G'],
      },
    ]);
  });

  it('does not count pods that are missing as pending', () => {
    const observation = anObservation({ workload, pods: placed });
    expect(workloadAccelerators(observation)).toMatchObject([
      { requested: 12, allocated: 10, pending: 0 },
    ]);
  });

  it('counts a terminating pod as long as it is there, an ended one not', () => {
    const observation = anObservation({
      workload,
      pods: [
        aGroupPod(0, 0, { accelerators: LEADER, deletedAt: ago(1) }),
        aGroupPod(0, 1, { accelerators: WORKER, phase: 'Failed' }),
        aGroupPod(0, 2, {
          accelerators: WORKER,
          nodeName: undefined,
          deletedAt: ago(1),
        }),
      ],
    });
    expect(workloadAccelerators(observation)).toMatchObject([
      { requested: 12, allocated: 4, pending: 0 },
    ]);
  });

  it('tells resources apart, and leaves out those of which there are none', () => {
    const observation = anObservation({
      workload: aLeaderWorkerSet({
        replicas: 2,
        size: 3,
        accelerators: {
          leader: { 'nvidia.com/mig-1g.5gb': 1 },
          worker: { [GPU]: 1, 'amd.com/gpu': 0 },
        },
      }),
    });
    expect(
      workloadAccelerators(observation).map(({ resource, requested }) => [
        resource,
        requested,
      ]),
    ).toEqual([
      [GPU, 4],
      ['nvidia.com/mig-1g.5gb', 2],
    ]);
  });

  it('asks for nothing when scaled to zero', () => {
    const observation = anObservation({
      workload: aLeaderWorkerSet({ ...workload, replicas: 0 }),
    });
    expect(workloadAccelerators(observation)).toEqual([]);
  });
});
