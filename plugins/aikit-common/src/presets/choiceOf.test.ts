import { DEFAULT_VALUES } from '../values/defaults';
import { mergeValues, ValuesMap } from '../values/merge';
import { baseValues, choiceOf } from './choiceOf';

const AIKIT = { name: 'aikit' };

/** The values that count when these are given to the chart. */
function chartWith(values: ValuesMap): ValuesMap {
  return mergeValues(DEFAULT_VALUES, values);
}

describe('choiceOf', () => {
  it.each<[string, ValuesMap]>([
    ['the defaults', {}],
    ['one mode', { replicaCount: 3, resources: { limits: { memory: '9Gi' } } }],
    [
      'the other',
      {
        leaderWorkerSet: {
          enabled: true,
          leaderWorkerTemplate: { size: 5 },
          leader: { command: ['/usr/bin/aikit-leader'] },
        },
      },
    ],
    ['no resources at all', { resources: null }],
  ])('makes a choice of which the same comes: %s', (_, given) => {
    const values = chartWith(given);
    const choice = choiceOf(AIKIT, values)!;
    expect(mergeValues(baseValues(choice.preset)!, choice.values)).toEqual(
      values,
    );
  });

  it('makes inputs of what the preset has inputs for', () => {
    const choice = choiceOf(AIKIT, chartWith({ replicaCount: 3 }));
    expect(choice?.preset.inputs).toMatchObject({ groups: 3 });
    expect(choice?.values).not.toHaveProperty('replicaCount');
  });

  it('lays nothing over for what is only written in another way', () => {
    const given = {
      image: { repository: 'a.io/b', tag: 8 },
      resources: {
        limits: { 'nvidia.com/gpu': 4 },
        requests: { cpu: 2 },
      },
    };
    const choice = choiceOf(AIKIT, mergeValues(baseValues(AIKIT)!, given));
    expect(choice?.preset.inputs).toMatchObject({
      image: 'a.io/b:8',
      gpusPerPod: 4,
      cpu: '2',
    });
    expect(choice?.values).not.toHaveProperty('resources');
    expect(choice?.values).not.toHaveProperty('image');
  });

  it('leaves as values what would make inputs that contradict each other', () => {
    const choice = {
      name: 'vllm',
      inputs: { tensorParallel: 2, gpusPerPod: 2 },
    };
    const values = mergeValues(baseValues(choice)!, {
      resources: { limits: { 'nvidia.com/gpu': 1 } },
    });
    expect(choiceOf(choice, values)).toEqual({
      preset: choice,
      values: { resources: { limits: { 'nvidia.com/gpu': 1 } } },
    });
  });

  it('makes nothing of a choice that makes no values itself', () => {
    expect(
      choiceOf({ name: 'aikit', inputs: { groups: -1 } }, chartWith({})),
    ).toBeUndefined();
  });
});
