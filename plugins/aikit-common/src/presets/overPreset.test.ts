import { overriddenInputs } from './overPreset';

const GPUS = { name: 'vllm', inputs: { gpusPerPod: 4, contextLength: 8192 } };

function overridden(
  choice: Parameters<typeof overriddenInputs>[0],
  values: {},
) {
  return overriddenInputs(choice, values).map(({ path }) => path);
}

describe('inputs that values hide', () => {
  it('are told with the place of the value', () => {
    const values = { resources: { limits: { 'nvidia.com/gpu': '2' } } };
    expect(overriddenInputs(GPUS, values)).toEqual([
      {
        severity: 'warning',
        path: 'preset.inputs.gpusPerPod',
        message:
          'does not count for resources.limits["nvidia.com/gpu"], which the values set: remove it from them to have the preset\'s',
        rule: 'overridden-input',
        given: 4,
      },
    ]);
  });

  it('are all those whose effect is in a list that is replaced', () => {
    expect(overridden(GPUS, { args: ['serve'], command: ['vllm'] })).toEqual([
      'preset.inputs.gpusPerPod',
      'preset.inputs.contextLength',
    ]);
  });

  it('are hidden by taking away what they make, too', () => {
    expect(overridden(GPUS, { resources: null })).toContain(
      'preset.inputs.gpusPerPod',
    );
  });

  it.each<[string, {}]>([
    ['nothing', {}],
    ['what they do not touch', { podLabels: { team: 'search' } }],
    ['the same', { resources: { limits: { 'nvidia.com/gpu': '4' } } }],
  ])('are none with values that say %s', (_, values) => {
    expect(overridden(GPUS, values)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['the default', { groups: 1, mode: 'standard', tensorParallel: 1 }],
    ['nothing', { contextLength: null, hubSecret: '' }],
  ])('are none where the input is %s', (_, inputs) => {
    const values = { podLabels: { team: 'search' } };
    expect(overridden({ name: 'vllm', inputs }, values)).toEqual([]);
  });

  it('is the mode when the values choose the other, and not for a detail of it', () => {
    const choice = { name: 'vllm', inputs: { mode: 'distributed' } };
    const of = (values: {}) => overridden(choice, { leaderWorkerSet: values });
    expect(of({ enabled: false })).toEqual(['preset.inputs.mode']);
    expect(of({ worker: { command: ['sleep'] } })).toEqual([]);
  });

  it('are none for the same amount as a number', () => {
    const choice = { name: 'vllm', inputs: { cpu: '4' } };
    const values = { resources: { requests: { cpu: 4 } } };
    expect(overridden(choice, values)).toEqual([]);
  });

  it('are none among those that were not given', () => {
    const values = { resources: { limits: { 'nvidia.com/gpu': '2' } } };
    expect(overridden({ name: 'aikit' }, values)).toEqual([]);
  });
});
