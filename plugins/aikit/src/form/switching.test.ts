import { findPreset, PRESETS } from '@aikit-backstage/plugin-aikit-common';
import { Inference } from './inference';
import { modelKindOf } from './inputFields';
import { NOTHING_ENTERED, recall, remember } from './switching';

/** Chooses a preset after others, of which each was left as given. */
function switchTo(name: string, ...entered: Inference[]): Inference {
  const all = entered.reduce(remember, NOTHING_ENTERED);
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

  it.each(['sglang', 'llamacpp'])(
    'gives %s the model of vLLM, not its image and port',
    name => {
      const inference = {
        preset: 'vllm',
        inputs: {
          model: 'org/large',
          hubSecret: { name: 'hub' },
          contextLength: 8192,
          image: 'vllm/vllm-openai:v0.9.1',
          port: 9000,
        },
      };
      const other = switchTo(name, inference);
      expect(other).toEqual({
        preset: name,
        inputs: {
          model: 'org/large',
          hubSecret: { name: 'hub' },
          contextLength: 8192,
        },
      });
      expect(switchTo('vllm', inference, other)).toEqual(inference);
    },
  );

  it('gives the token’s secret to engines of every kind', () => {
    const hubSecret = { name: 'hub' };
    const inference = { preset: 'vllm', inputs: { hubSecret } };
    expect(switchTo('tensorrt-llm', inference).inputs).toEqual({ hubSecret });
  });

  it('spreads an own image over pods as it spreads a ready model', () => {
    const inputs = { image: 'ghcr.io/team/mine:1' };
    expect(switchTo('aikit-rpc', { preset: 'aikit', inputs }).inputs).toEqual(
      inputs,
    );
  });

  it('keeps values and their text for the preset that they were laid over', () => {
    const edited = {
      preset: 'vllm',
      inputs: { model: 'org/large' },
      values: { podLabels: { team: 'a' } },
      draft: '# mine\npodLabels: {',
    };
    const other = switchTo('sglang', edited);
    expect(other).toEqual({
      preset: 'sglang',
      inputs: { model: 'org/large' },
    });
    expect(switchTo('vllm', edited, other)).toEqual(edited);
  });

  it('brings back what the preset between could not take', () => {
    const edited = {
      preset: 'aikit',
      inputs: { model: 'phi4:14b', gpusPerPod: 0, gpuPerPod: 1 },
    };
    const between = switchTo('vllm', edited);
    expect(between.inputs).not.toHaveProperty('gpusPerPod');
    expect(switchTo('aikit', edited, between)).toEqual(edited);
  });

  it('takes what was entered last, also that it was cleared', () => {
    const before = { preset: 'vllm', inputs: { groups: 3, gpusPerPod: 2 } };
    const after = { preset: 'aikit', inputs: { gpusPerPod: 4 } };
    expect(switchTo('vllm', before, after).inputs).toEqual({
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      gpusPerPod: 4,
    });
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
