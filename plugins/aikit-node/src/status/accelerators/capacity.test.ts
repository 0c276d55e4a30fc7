import { aNode } from '../../testUtils/objects';
import { ago } from '../../testUtils/meta';
import { aPod } from '../../testUtils/pods';
import { clusterAccelerators, freeAccelerators } from './capacity';

const GPU = 'nvidia.com/gpu';

function holding(count: number, overrides: Parameters<typeof aPod>[0] = {}) {
  return aPod({ accelerators: { [GPU]: count }, ...overrides });
}

describe('freeAccelerators', () => {
  it('takes off what pods hold, terminating ones too', () => {
    const pods = [
      holding(2, { name: 'a' }),
      holding(1, { name: 'b', deletedAt: ago(5) }),
    ];
    expect(freeAccelerators([aNode()], pods)).toEqual({
      'gpu-1': { [GPU]: 5 },
    });
  });

  it('leaves alone pods that have ended, and those without a node', () => {
    const pods = [
      holding(2, { name: 'a', phase: 'Succeeded' }),
      holding(2, { name: 'b', phase: 'Failed' }),
      holding(2, { name: 'c', phase: 'Pending', nodeName: undefined }),
    ];
    expect(freeAccelerators([aNode()], pods)).toEqual({
      'gpu-1': { [GPU]: 8 },
    });
  });

  it('has no entry for nodes that are cordoned or not ready', () => {
    const nodes = [
      aNode(),
      aNode({ name: 'cordoned', unschedulable: true }),
      aNode({ name: 'lost', ready: false }),
      aNode({ name: 'cpu', accelerators: {} }),
    ];
    expect(freeAccelerators(nodes, [])).toEqual({
      'gpu-1': { [GPU]: 8 },
      cpu: {},
    });
  });

  it('is not below zero where devices have failed under their pods', () => {
    const node = aNode({ accelerators: { [GPU]: 1 } });
    expect(freeAccelerators([node], [holding(2)])).toEqual({
      'gpu-1': { [GPU]: 0 },
    });
  });
});

describe('clusterAccelerators', () => {
  it('tells usable, total, allocated, free and the most on one node', () => {
    const nodes = [
      aNode({ labels: { 'nvidia.com/gpu.product': 'NVIDIA-A10G' } }),
      aNode({
        name: 'gpu-2',
        labels: { 'nvidia.com/gpu.product': 'NVIDIA-L4' },
      }),
      aNode({ name: 'cordoned', unschedulable: true }),
    ];
    const pods = [
      holding(5, { name: 'a' }),
      holding(6, { name: 'b', nodeName: 'gpu-2' }),
      holding(1, { name: 'c', nodeName: 'cordoned' }),
      holding(4, { name: 'd', nodeName: undefined, phase: 'Pending' }),
    ];
    expect(clusterAccelerators(nodes, pods)).toEqual([
      {
        resource: GPU,
        usable: 16,
        total: 24,
        allocated: 12,
        free: 5,
        largestFree: 3,
        models: ['NVIDIA-A10G', 'NVIDIA-L4'],
      },
    ]);
  });

  it('does not add slices to whole devices', () => {
    const nodes = [
      aNode({
        accelerators: { [GPU]: 4, 'nvidia.com/mig-1g.5gb': 7 },
        labels: {
          'nvidia.com/gpu.product': 'NVIDIA-A100',
          'nvidia.com/mig-1g.5gb.product': 'NVIDIA-A100-MIG-1g.5gb',
        },
      }),
    ];
    expect(
      clusterAccelerators(nodes, []).map(({ resource, total, models }) => ({
        resource,
        total,
        models,
      })),
    ).toEqual([
      { resource: GPU, total: 4, models: ['NVIDIA-A100'] },
      {
        resource: 'nvidia.com/mig-1g.5gb',
        total: 7,
        models: ['NVIDIA-A100-MIG-1g.5gb'],
      },
    ]);
  });

  it.each([
    ['amd.com/gpu', 'amd.com/gpu.product-name'],
    ['amd.com/gpu', 'beta.amd.com/gpu.product-name'],
    [GPU, 'cloud.google.com/gke-accelerator'],
    ['nvidia.com/gpu.shared', 'nvidia.com/gpu.product'],
    ['google.com/tpu', 'cloud.google.com/gke-tpu-accelerator'],
  ])('finds the model of %s in the label %s', (resource, label) => {
    const node = aNode({
      accelerators: { [resource]: 1 },
      labels: { [label]: 'product' },
    });
    expect(clusterAccelerators([node], [])[0].models).toEqual(['product']);
  });

  it('is empty for a cluster without accelerators', () => {
    expect(clusterAccelerators([aNode({ accelerators: {} })], [])).toEqual([]);
  });
});
