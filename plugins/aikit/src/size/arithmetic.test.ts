import { PRESETS, renderWorkload } from '@aikit-backstage/plugin-aikit-common';
import { Inference } from '../form/inference';
import { arithmeticOf, totalOf } from './arithmetic';

function sum(
  inputs: Record<string, unknown>,
  preset = 'aikit',
  values?: Inference['values'],
) {
  return arithmeticOf({ preset, inputs, values });
}

/** The accelerators of all groups, if there is one kind of them. */
function total(...choice: Parameters<typeof sum>): number | undefined {
  const arithmetic = sum(...choice)!;
  const [first, ...others] = arithmetic.sums;
  expect(others).toEqual([]);
  return arithmetic.replicas.most * (first ? totalOf(arithmetic, first) : 0);
}

describe('arithmeticOf', () => {
  it.each([
    [
      'groups of a large leader',
      { groups: 2, podsPerGroup: 5, gpusPerPod: 2, leaderGpus: 4 },
      24,
    ],
    [
      'the documented GPU example',
      { podsPerGroup: 5, gpusPerPod: 2, leaderGpus: 4 },
      12,
    ],
    [
      'a leader like its workers',
      { groups: 3, podsPerGroup: 2, gpusPerPod: 8 },
      48,
    ],
    [
      'a leader without accelerators',
      { podsPerGroup: 3, gpusPerPod: 1, leaderGpus: 0 },
      2,
    ],
    ['leaders alone', { groups: 2, podsPerGroup: 1, gpusPerPod: 4 }, 8],
    ['no group', { groups: 0, podsPerGroup: 5, gpusPerPod: 4 }, 0],
  ])('adds up %s', (_, inputs, expected) => {
    expect(total({ mode: 'distributed', ...inputs })).toBe(expected);
  });

  it('takes parts apart as they are written down', () => {
    expect(
      sum({
        mode: 'distributed',
        groups: 2,
        podsPerGroup: 5,
        gpusPerPod: 2,
        leaderGpus: 4,
        accelerator: 'amd.com/gpu',
      }),
    ).toEqual({
      replicas: { least: 2, most: 2 },
      grouped: true,
      workers: 4,
      sums: [{ resource: 'amd.com/gpu', leader: 4, worker: 2 }],
    });
  });

  it('has no workers in standard mode, whatever groups would have', () => {
    expect(
      sum({ groups: 3, gpusPerPod: 2, podsPerGroup: 5, leaderGpus: 8 }),
    ).toEqual({
      replicas: { least: 3, most: 3 },
      grouped: false,
      workers: 0,
      sums: [{ resource: 'nvidia.com/gpu', leader: 2, worker: 0 }],
    });
  });

  it.each([
    ['half a device', { gpusPerPod: 0.5 }],
    ['no pod', { mode: 'distributed', podsPerGroup: 0 }],
    ['less than none', { groups: -1 }],
    ['a word', { groups: 'two' }],
  ])('gives nothing for %s', (_, inputs) => {
    expect(sum(inputs)).toBeUndefined();
  });

  it('counts what values that are laid over the inputs say', () => {
    const limits = { 'nvidia.com/gpu': null, 'nvidia.com/mig-1g.10gb': 2 };
    expect(sum({ gpusPerPod: 4 }, 'aikit', { resources: { limits } })).toEqual({
      replicas: { least: 1, most: 1 },
      grouped: false,
      workers: 0,
      sums: [{ resource: 'nvidia.com/mig-1g.10gb', leader: 2, worker: 0 }],
    });
  });

  it('gives both ends of an autoscaler', () => {
    const autoscaling = { enabled: true, minReplicas: 2, maxReplicas: 5 };
    expect(sum({}, 'aikit', { autoscaling })?.replicas).toEqual({
      least: 2,
      most: 5,
    });
  });

  it('goes by the inputs while something else is wrong with them', () => {
    const inputs = { groups: 2, gpusPerPod: 3, memory: 'much' };
    expect(total(inputs)).toBe(6);
    expect(sum(inputs, 'aikit', { podLabels: { a: 'b' } })).toBeUndefined();
  });

  it('gives nothing for a preset that is not there', () => {
    expect(sum({}, 'gone')).toBeUndefined();
  });

  it.each(PRESETS.map(({ name }) => name))(
    'agrees with what is rendered for %s',
    preset => {
      const inputs = {
        ...(preset === 'llamacpp' && { workerImage: 'a/rpc:1' }),
        image: 'a/b:1',
        mode: 'distributed',
        groups: 2,
        podsPerGroup: 3,
        gpusPerPod: 4,
      };
      const rendered = renderWorkload({
        preset: { name: preset, inputs },
        values: {},
        name: 'chat',
        namespace: 'team',
      });
      expect(rendered).toMatchObject({ ok: true });
      expect(rendered.ok && rendered.summary).toContain(
        `${total(inputs, preset)} nvidia.com/gpu`,
      );
    },
  );
});
