import { baseValues } from './readPreset';
import { renderPreset } from './__testUtils__/renderPreset';
import { renderWorkload } from '../render';

const TPU = 'google.com/tpu';

const OTHERS = [
  'amd.com/gpu',
  'aws.amazon.com/neuron',
  TPU,
  'gpu.intel.com/i915',
];

const issuesOf = (
  name: string,
  inputs: Record<string, unknown>,
  values: unknown = {},
) => {
  const preset = { name, inputs };
  return renderWorkload({ preset, values, name: 'chat', namespace: 'ml' })
    .issues;
};

const ISSUE = { rule: 'accelerator-image' };

const CUDA_ENGINES = ['vllm', 'sglang', 'llamacpp'] as const;

describe.each(CUDA_ENGINES)('the preset %s', name => {
  const others = OTHERS.filter(other => name !== 'vllm' || other !== TPU);

  it.each(others)('needs an image for %s', accelerator => {
    expect(issuesOf(name, { accelerator })).toMatchObject([
      {
        severity: 'error',
        path: 'preset.inputs.image',
        rule: 'accelerator-image',
        message: expect.stringContaining(accelerator),
      },
    ]);
  });

  it.each([
    { accelerator: 'amd.com/gpu', image: 'example.com/rocm:1' },
    { accelerator: 'nvidia.com/mig-3g.20gb' },
    { accelerator: 'nvidia.com/gpu.shared' },
    { accelerator: 'example.com/a100' },
  ])('needs none with %j', inputs => {
    expect(issuesOf(name, inputs)).toEqual([]);
  });
});

it('the preset vllm has an image for TPUs', () => {
  expect(issuesOf('vllm', { accelerator: TPU })).toEqual([]);
});

describe('the image that runs', () => {
  const amd = { accelerator: 'amd.com/gpu' };
  const image = { repository: 'rocm/vllm', tag: 'latest' };
  const group = (size: number, roles: object) => ({
    leaderWorkerSet: {
      enabled: true,
      leaderWorkerTemplate: { size },
      ...roles,
    },
  });

  it.each(['vllm', 'aikit'])('may be that of the values: %s', name => {
    expect(issuesOf(name, amd, { image })).toEqual([]);
  });

  it.each([
    [2, { leader: { image }, worker: { image } }],
    [1, { leader: { image } }],
  ])('may be that of each role: %d pods with %j', (size, roles) => {
    expect(
      issuesOf(
        'vllm',
        { ...amd, mode: 'distributed', podsPerGroup: size },
        group(size, roles),
      ),
    ).toEqual([]);
  });

  it.each([
    { image: { pullPolicy: 'Always' } },
    { image: { repository: 'vllm/vllm-openai', tag: 'v0.8.5' } },
  ])('is still the preset’s with %j', values => {
    expect(issuesOf('vllm', amd, values)).toMatchObject([ISSUE]);
  });

  it('is still the preset’s in the workers, where the leader has another', () => {
    expect(
      issuesOf(
        'vllm',
        { ...amd, mode: 'distributed' },
        group(2, { leader: { image } }),
      ),
    ).toMatchObject([ISSUE]);
  });

  it('leaves the preset’s values to be laid over', () => {
    expect(baseValues({ name: 'vllm', inputs: amd })).toBeDefined();
  });
});

describe('accelerators that a preset has no use for', () => {
  it('are of no matter where there are none', () => {
    const inputs = { accelerator: 'amd.com/gpu', gpusPerPod: 0 };
    expect(issuesOf('llamacpp', inputs)).toEqual([]);
    expect(issuesOf('aikit', inputs)).toEqual([]);
  });

  it('are none where only a leader would have some, and there is none', () => {
    const inputs = {
      accelerator: 'amd.com/gpu',
      gpusPerPod: 0,
      leaderGpus: 1,
    };
    expect(issuesOf('llamacpp', inputs)).toEqual([]);
    expect(issuesOf('aikit', inputs)).toEqual([]);
    expect(issuesOf('aikit', { ...inputs, mode: 'distributed' })).toMatchObject(
      [ISSUE],
    );
  });

  it('are told with AIKit’s ready images, which then use CPUs', () => {
    const inputs = { accelerator: 'amd.com/gpu' };
    expect(issuesOf('aikit', inputs)).toMatchObject([
      { severity: 'warning', path: 'preset.inputs.accelerator' },
    ]);
    expect(
      issuesOf('aikit', { ...inputs, image: 'example.com/rocm:1' }),
    ).toEqual([]);
  });

  it('are refused by TensorRT-LLM, whatever its image', () => {
    const inputs = { accelerator: 'amd.com/gpu', image: 'example.com/trt:1' };
    expect(issuesOf('tensorrt-llm', inputs)).toMatchObject([
      {
        severity: 'error',
        path: 'preset.inputs.accelerator',
        rule: 'nvidia-only',
        suggestion: 'nvidia.com/gpu',
      },
    ]);
  });
});

describe('parts of NVIDIA GPUs', () => {
  it('are warned of where one pod has several', () => {
    const inputs = { accelerator: 'nvidia.com/mig-1g.10gb', gpusPerPod: 2 };
    expect(renderPreset('vllm', inputs).issues).toMatchObject([
      {
        severity: 'warning',
        rule: 'mig-slices',
        path: 'resources.limits["nvidia.com/mig-1g.10gb"]',
      },
    ]);
  });

  it.each(['nvidia.com/mig-1g.10gb', 'nvidia.com/gpu.shared'])(
    'tolerate the taint of whole ones, too: %s',
    accelerator => {
      const { server } = renderPreset('vllm', { accelerator });
      expect(server.tolerations).toEqual(
        [accelerator, 'nvidia.com/gpu'].map(key => ({
          key,
          operator: 'Exists',
          effect: 'NoSchedule',
        })),
      );
    },
  );
});
