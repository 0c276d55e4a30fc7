import { PRESETS } from '@aikit-backstage/plugin-aikit-common';
import { Inference } from './inference';
import { findPreset, modelKindOf } from './presets';
import { recall, remember } from './switching';

function switchTo(name: string, ...entered: Inference[]): Inference {
  const all = entered.reduce(remember, new Map());
  return recall(all, findPreset(name)!);
}

describe('recall', () => {
  it('takes over what another preset takes too, and nothing else', () => {
    const inference = {
      preset: 'vllm',
      inputs: {
        mode: 'standard',
        gpusPerPod: 8,
        groups: 2,
        tensorParallel: 4,
        maxSurge: 1,
      },
    };
    expect(switchTo('tensorrt-llm', inference)).toEqual({
      preset: 'tensorrt-llm',
      // It has no mode for pods that serve alone, and no surge.
      inputs: { gpusPerPod: 8, groups: 2, tensorParallel: 4 },
    });
  });

  it('names the model that the new preset shows', () => {
    const ready = { preset: 'aikit', inputs: { model: 'phi4:14b' } };
    expect(switchTo('vllm', ready).inputs).toEqual({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
    });
    expect(switchTo('aikit-rpc', ready).inputs).toEqual({ model: 'phi4:14b' });
  });

  it('keeps values for the preset that they were laid over', () => {
    const edited = {
      preset: 'vllm',
      inputs: { model: 'org/large' },
      values: { podLabels: { team: 'a' } },
    };
    const other = switchTo('sglang', edited);
    expect(other).toEqual({
      preset: 'sglang',
      inputs: { model: 'org/large' },
    });
    expect(switchTo('vllm', edited, other)).toEqual(edited);
  });
});

describe('modelKindOf', () => {
  it('knows each way in which the presets ask for a model', () => {
    expect(
      Object.fromEntries(
        PRESETS.map(preset => [preset.name, modelKindOf(preset)]),
      ),
    ).toMatchObject({
      aikit: 'ready',
      'aikit-rpc': 'ready',
      vllm: 'hub',
      'tensorrt-llm': 'image',
    });
  });
});
