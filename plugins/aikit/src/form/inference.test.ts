import { PRESETS } from '@aikit-backstage/plugin-aikit-common';
import { hasInference, readInference, withInput } from './inference';

describe('readInference', () => {
  const first = { preset: PRESETS[0].name, inputs: {} };

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'vllm'],
    ['a list', ['vllm']],
    ['an empty form', {}],
    ['a preset that is no name', { preset: 7 }],
    ['inputs that are a list', { inputs: ['model'] }],
    ['values that are a text', { values: 'replicaCount: 2' }],
  ])('is a new form for %s', (_, given) => {
    expect(readInference(given)).toEqual(first);
    expect(hasInference(given)).toBe(false);
  });

  it('keeps what is right', () => {
    const given = {
      preset: 'vllm',
      inputs: { model: 'org/large' },
      values: { replicaCount: 2 },
    };
    expect(readInference(given)).toEqual(given);
    expect(hasInference(given)).toBe(true);
  });
});

describe('withInput', () => {
  it('enters an input, and takes it out for the default', () => {
    const entered = withInput({ preset: 'vllm', inputs: {} }, 'groups', 2);
    expect(entered).toEqual({ preset: 'vllm', inputs: { groups: 2 } });
    expect(withInput(entered, 'groups', undefined)).toEqual({
      preset: 'vllm',
      inputs: {},
    });
  });
});
