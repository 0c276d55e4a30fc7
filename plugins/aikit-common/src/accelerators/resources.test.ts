import { isAccelerator } from './resources';

describe('isAccelerator', () => {
  it.each([
    'nvidia.com/gpu',
    'nvidia.com/gpu.shared',
    'nvidia.com/mig-1g.5gb',
    'nvidia.com/mig-1g.5gb.shared',
    'amd.com/gpu',
    'amd.com/cpx_nps4',
    'gpu.intel.com/i915',
    'gpu.intel.com/xe',
    'google.com/tpu',
    'aws.amazon.com/neuron',
    'aws.amazon.com/neuroncore',
    'habana.ai/gaudi',
    'huawei.com/Ascend910',
    'example.com/gpu',
    'example.com/npu',
  ])('%s is one', resource => {
    expect(isAccelerator(resource)).toBe(true);
  });

  it.each([
    'cpu',
    'memory',
    'ephemeral-storage',
    'hugepages-2Mi',
    'pods',
    'gpu',
    '/gpu',
    'example.kubernetes.io/gpu',
    'nvidia.com/gpumem',
    'nvidia.com/hostdev',
    'gpu.intel.com/i915_monitoring',
    'gpu.intel.com/millicores',
    'google.com/gpu-memory',
    'rdma/hca',
    'constructor/gpu.memory',
  ])('%s is none', resource => {
    expect(isAccelerator(resource)).toBe(false);
  });
});
