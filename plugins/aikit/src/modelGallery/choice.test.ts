import { findPreset } from '@aikit-backstage/plugin-aikit-common';
import { Inference } from '../form/inference';
import { NOTHING_ENTERED, remember } from '../form/switching';
import { chooseLine, lineOf, onSameLine, OWN_IMAGE } from './choice';

const ownImage: Inference = {
  preset: 'aikit',
  inputs: { image: 'ghcr.io/team/mine:1', gpusPerPod: 2 },
  values: { podLabels: { team: 'a' } },
  draft: '# c\npodLabels: { team: a }',
};
const engine = (name: string) => lineOf(findPreset(name)!);

/** Passes over lines as arrow keys do, each of which is chosen in passing. */
function pass(start: Inference, ...lines: string[]): Inference {
  let entered = NOTHING_ENTERED;
  return lines.reduce((inference, line) => {
    entered = remember(entered, inference);
    return chooseLine(entered, inference, line);
  }, start);
}

describe('chooseLine', () => {
  it.each([
    ['models', ['phi4:14b', 'gemma2:2b', OWN_IMAGE]],
    ['another engine', [engine('llamacpp'), OWN_IMAGE]],
    [
      'engines and a model',
      [engine('llamacpp'), engine('vllm'), 'phi4:14b', OWN_IMAGE],
    ],
    ['itself', [OWN_IMAGE]],
  ])('comes back to an own image after %s as it was', (_, lines) => {
    expect(pass(ownImage, ...lines)).toEqual(ownImage);
  });

  it('comes back to an engine with its values', () => {
    const edited = {
      preset: 'vllm',
      inputs: { model: 'org/large' },
      values: { podLabels: { team: 'a' } },
    };
    const back = pass(edited, engine('sglang'), engine('vllm'));
    expect(back).toEqual(edited);
  });

  it('comes back to the ready preset that was in use', () => {
    const spread = { preset: 'aikit-rpc', inputs: { model: 'phi4:14b' } };
    expect(pass(spread, engine('llamacpp'), 'phi4:14b')).toEqual(spread);
  });
});

describe('onSameLine', () => {
  it('holds on to an own image whose name is cleared', () => {
    const cleared = { preset: 'aikit', inputs: {} };
    expect(onSameLine(ownImage, cleared).inputs).toEqual({ image: '' });
  });
});
