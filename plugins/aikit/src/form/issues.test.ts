import { Inference } from './inference';
import { concernsInput, InputStep, issuesOfStep } from './issues';

function found(inference: Inference) {
  const steps: InputStep[] = ['model', 'engine', 'size'];
  return Object.fromEntries(
    steps.map(step => [
      step,
      issuesOfStep(inference, step)
        .filter(({ severity }) => severity === 'error')
        .map(({ path }) => path),
    ]),
  );
}

describe('concernsInput', () => {
  it.each([
    ['preset.inputs.nodeSelector', true],
    ['preset.inputs.nodeSelector.zone', true],
    ['preset.inputs.nodeSelector["a.b/c"]', true],
    ['preset.inputs.nodeSelectors', false],
    ['nodeSelector', false],
  ])('says of %s: %s', (path, expected) => {
    const issue = { severity: 'error', path, message: '', rule: '' } as const;
    expect(concernsInput(issue, 'nodeSelector')).toBe(expected);
  });
});

describe('issuesOfStep', () => {
  it.each([
    [
      'an own image that is not named yet',
      { preset: 'aikit', inputs: { image: '' } },
      { model: ['preset.inputs.image'], engine: ['preset.inputs.image'] },
    ],
    [
      'a model that has no ready image',
      { preset: 'aikit', inputs: { model: 'gone:1b' } },
      { model: ['preset.inputs.model'], engine: ['preset.inputs.model'] },
    ],
    [
      'an image that its engine cannot do without',
      { preset: 'tensorrt-llm', inputs: {} },
      { model: ['preset.inputs.image'], engine: ['preset.inputs.image'] },
    ],
    [
      'images that a mode needs, which is chosen on the second step',
      { preset: 'llamacpp', inputs: { mode: 'distributed' } },
      { engine: ['preset.inputs.image', 'preset.inputs.workerImage'] },
    ],
    [
      'a preset that is not there',
      { preset: 'gone', inputs: {} },
      { engine: ['preset.name'] },
    ],
    [
      'half a group',
      { preset: 'aikit', inputs: { groups: 0.5 } },
      { size: ['preset.inputs.groups'] },
    ],
    [
      'a parallelism that does not fit the size',
      { preset: 'vllm', inputs: { gpusPerPod: 4, tensorParallel: 3 } },
      { size: ['preset.inputs.tensorParallel'] },
    ],
    [
      'an input that the preset does not know',
      { preset: 'aikit', inputs: { gpuPerPod: 1 } },
      { size: ['preset.inputs.gpuPerPod'] },
    ],
  ])('shows %s where it is entered', (_, inference, expected) => {
    expect(found(inference)).toEqual({
      model: [],
      engine: [],
      size: [],
      ...expected,
    });
  });

  it('leaves values that are laid over to where they are edited', () => {
    const values = { replicaCount: 'many' };
    expect(found({ preset: 'aikit', inputs: {}, values }).size).toEqual([]);
  });

  it('says which inputs such values hide', () => {
    const inference = {
      preset: 'aikit',
      inputs: { gpusPerPod: 8 },
      values: { resources: { limits: { 'nvidia.com/gpu': 4 } } },
    };
    expect(issuesOfStep(inference, 'size')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        path: 'preset.inputs.gpusPerPod',
        rule: 'overridden-input',
      }),
    ]);
  });

  it('says what a value that comes of an input breaks, with its path', () => {
    const inputs = { instanceType: 'g5 large' };
    expect(found({ preset: 'aikit', inputs }).size).toEqual([
      expect.stringContaining('nodeSelector'),
    ]);
  });
});
