import { DEFAULT_VALUES } from '../values/defaults';
import { mergeValues, ValuesMap } from '../values/merge';
import { differenceOf } from './difference';
import { baseValues, readPreset } from './readPreset';
import type { PresetChoice } from './preset';
import { choiceOf, readBackInputs } from './readBack';

const GROUP = { mode: 'distributed', gpusPerPod: 2, podsPerGroup: 3 };

/** The effective values of a choice. */
function made(choice: PresetChoice): ValuesMap {
  const result = readPreset(choice);
  return mergeValues(DEFAULT_VALUES, result.ok ? result.values : {});
}

/** The inputs after some values were laid over those of the preset. */
function readBack(choice: PresetChoice, overrides: ValuesMap) {
  return readBackInputs(choice, mergeValues(made(choice), overrides));
}

function inSet(values: ValuesMap): ValuesMap {
  return { leaderWorkerSet: values };
}

describe('reading inputs back from edited values', () => {
  it.each(['aikit', 'aikit-rpc', 'llamacpp', 'vllm', 'sglang'])(
    'leaves the inputs of %s as they are when nothing was edited',
    name => {
      const inputs = { groups: 2, memory: '20Gi' };
      expect(readBack({ name, inputs }, {})).toEqual(inputs);
    },
  );

  it.each<[string, ValuesMap, Record<string, unknown>]>([
    ['groups', { replicaCount: 4 }, { groups: 4 }],
    ['mode', inSet({ enabled: true }), { mode: 'distributed' }],
    [
      'memory',
      { resources: { limits: { memory: '20Gi' } } },
      { memory: '20Gi' },
    ],
    ['cpu', { resources: { requests: { cpu: 2 } } }, { cpu: '2' }],
    [
      'accelerators',
      { resources: { limits: { 'nvidia.com/gpu': 4 } } },
      { gpusPerPod: 4 },
    ],
    [
      'accelerators of another kind',
      {
        resources: {
          limits: { 'nvidia.com/gpu': null, 'nvidia.com/mig-1g.10gb': 3 },
        },
      },
      { accelerator: 'nvidia.com/mig-1g.10gb', gpusPerPod: 3 },
    ],
    [
      'a ready image',
      {
        image: {
          tag: '70b',
          repository: 'ghcr.io/kaito-project/aikit/llama3.3',
        },
      },
      { model: 'llama3.3:70b' },
    ],
    [
      'an image',
      { image: { repository: 'example.com/m', tag: 'v1' } },
      { image: 'example.com/m:v1' },
    ],
    [
      'the type of nodes',
      { nodeSelector: { 'node.kubernetes.io/instance-type': 'g5' } },
      { instanceType: 'g5' },
    ],
  ])('finds %s of a pod on its own', (_name, overrides, inputs) => {
    expect(readBack({ name: 'aikit' }, overrides)).toMatchObject(inputs);
  });

  it.each<[string, ValuesMap, Record<string, unknown>]>([
    ['groups', inSet({ replicas: 4 }), { groups: 4 }],
    [
      'the size of groups',
      inSet({ leaderWorkerTemplate: { size: 5 } }),
      { podsPerGroup: 5 },
    ],
    [
      'accelerators of the workers, and keeps the leader’s',
      inSet({ worker: { resources: { limits: { 'nvidia.com/gpu': 4 } } } }),
      { gpusPerPod: 4, leaderGpus: 2 },
    ],
    [
      'accelerators of the leader',
      inSet({ leader: { resources: { limits: { 'nvidia.com/gpu': 4 } } } }),
      { gpusPerPod: 2, leaderGpus: 4 },
    ],
    [
      'memory of the leader',
      inSet({ leader: { resources: { limits: { memory: '64Gi' } } } }),
      { leaderMemory: '64Gi' },
    ],
    [
      'that a role has no accelerators any more',
      inSet({ leader: { resources: { limits: { 'nvidia.com/gpu': null } } } }),
      { leaderGpus: 0 },
    ],
  ])('finds %s of a group', (_name, overrides, inputs) => {
    expect(readBack({ name: 'aikit', inputs: GROUP }, overrides)).toMatchObject(
      inputs,
    );
  });

  it('forgets what the leader had of its own when it is as the workers', () => {
    const inputs = { ...GROUP, leaderGpus: 4 };
    const overrides = inSet({
      leader: { resources: { limits: { 'nvidia.com/gpu': 2 } } },
    });
    expect(readBack({ name: 'aikit', inputs }, overrides)).toEqual(GROUP);
  });

  it('leaves out an input whose effect was removed', () => {
    const inputs = { instanceType: 'g5' };
    const overrides = { nodeSelector: null };
    expect(readBack({ name: 'aikit', inputs }, overrides)).toEqual({});
  });

  it.each<[string, ValuesMap]>([
    ['no tag', { image: { repository: 'a.io/b', tag: null } }],
    ['no repository', { image: { repository: null, tag: 'v1' } }],
    ['nothing', { image: null }],
  ])('keeps the image where %s is left of it', (_, overrides) => {
    const inputs = { image: 'a.io/mine:1' };
    expect(readBack({ name: 'aikit', inputs }, overrides)).toEqual(inputs);
  });

  it('reads no input that the preset does not have', () => {
    const overrides = { service: { port: 81 } };
    expect(readBack({ name: 'aikit' }, overrides)).toEqual({});
  });

  it('leaves inputs alone that are wrong', () => {
    const inputs = { groups: -1 };
    expect(readBackInputs({ name: 'aikit', inputs }, {})).toEqual(inputs);
  });

  it('leaves no override for what went back into the inputs', () => {
    const choice = { name: 'aikit', inputs: GROUP };
    const edited = mergeValues(made(choice), inSet({ replicas: 4 }));
    const inputs = readBackInputs(choice, edited);
    expect(differenceOf(made({ ...choice, inputs }), edited)).toEqual({});
  });
});

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
