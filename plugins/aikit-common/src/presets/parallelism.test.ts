import { PresetChoice } from './preset';
import { readPreset } from './readPreset';
import { containerOf, renderPreset } from './__testUtils__/renderPreset';

const GROUP = { mode: 'distributed', podsPerGroup: 2, gpusPerPod: 4 };

/** Tensor and pipeline parallelism in vLLM's command. */
function split(inputs: Record<string, unknown>) {
  const command =
    containerOf(renderPreset('vllm', { ...GROUP, ...inputs }).leader)
      .command?.[2] ?? '';
  const [, tensor, pipeline] =
    /--tensor-parallel-size (\d+) --pipeline_parallel_size (\d+)/.exec(
      command,
    ) ?? [];
  return [Number(tensor), Number(pipeline)];
}

function fixed(choice: PresetChoice): PresetChoice {
  const [issue] = readPreset(choice).issues;
  const input = issue.path.replace('preset.inputs.', '');
  return { ...choice, inputs: { ...choice.inputs, [input]: issue.suggestion } };
}

describe('tensor × pipeline parallelism', () => {
  it.each([
    ['the pods’ devices and the pods', {}, [4, 2]],
    ['what is left of a tensor parallelism', { tensorParallel: 8 }, [8, 1]],
    ['what is left of a pipeline parallelism', { pipelineParallel: 8 }, [1, 8]],
    ['what is asked for', { tensorParallel: 2, pipelineParallel: 4 }, [2, 4]],
    ['one device at a time in unlike pods', { leaderGpus: 2 }, [1, 6]],
  ])('is %s', (_name, inputs, expected) => {
    expect(split(inputs)).toEqual(expected);
  });

  it.each([
    [
      'both, one of which fits',
      'vllm',
      { tensorParallel: 2, pipelineParallel: 2 },
      'pipelineParallel',
      4,
    ],
    [
      'both, of which the second fits',
      'vllm',
      { tensorParallel: 3, pipelineParallel: 2 },
      'tensorParallel',
      4,
    ],
    [
      'a tensor parallelism alone',
      'vllm',
      { tensorParallel: 3 },
      'tensorParallel',
      2,
    ],
    [
      'a pipeline parallelism alone',
      'vllm',
      { pipelineParallel: 7 },
      'pipelineParallel',
      4,
    ],
    [
      'more than there are',
      'vllm',
      { tensorParallel: 16 },
      'tensorParallel',
      8,
    ],
    ['SGLang’s', 'sglang', { tensorParallel: 4 }, 'tensorParallel', 8],
    [
      'TensorRT-LLM’s',
      'tensorrt-llm',
      { tensorParallel: 4, pipelineParallel: 4, image: 'a/b:1' },
      'pipelineParallel',
      2,
    ],
  ])(
    'is wrong in %s, with a degree that would do',
    (_case, name, inputs, input, suggestion) => {
      const choice = { name, inputs: { ...GROUP, ...inputs } };
      expect(readPreset(choice)).toMatchObject({
        ok: false,
        issues: [
          {
            path: `preset.inputs.${input}`,
            rule: 'parallelism',
            given: (inputs as Record<string, unknown>)[input],
            suggestion,
          },
        ],
      });
      expect(readPreset(fixed(choice))).toMatchObject({
        ok: true,
        issues: [],
      });
    },
  );

  it('has no suggestion when both degrees must change', () => {
    const inputs = { ...GROUP, tensorParallel: 3, pipelineParallel: 3 };
    const [issue] = readPreset({ name: 'vllm', inputs }).issues;
    expect(issue.message).toBe(
      'tensor × pipeline parallelism must be 8, the accelerators of a group: change both',
    );
    expect(issue).not.toHaveProperty('suggestion');
  });

  it('counts one pod in standard mode', () => {
    const inputs = { gpusPerPod: 4, tensorParallel: 8, podsPerGroup: 2 };
    expect(readPreset({ name: 'vllm', inputs }).issues).toMatchObject([
      { suggestion: 4 },
    ]);
  });
});
