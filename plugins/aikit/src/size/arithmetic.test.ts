import { PRESETS, renderWorkload } from '@aikit-backstage/plugin-aikit-common';
import { arithmeticOf } from './arithmetic';

function sum(inputs: Record<string, unknown>, preset = 'aikit') {
  return arithmeticOf({ preset, inputs });
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
  ])('adds up %s', (_, inputs, total) => {
    expect(sum({ mode: 'distributed', ...inputs })?.total).toBe(total);
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
      resource: 'amd.com/gpu',
      groups: 2,
      grouped: true,
      leader: 4,
      workers: 4,
      worker: 2,
      total: 24,
    });
  });

  it('has no workers in standard mode, whatever groups would have', () => {
    expect(
      sum({ groups: 3, gpusPerPod: 2, podsPerGroup: 5, leaderGpus: 8 }),
    ).toMatchObject({ grouped: false, leader: 2, workers: 0, total: 6 });
  });

  it.each([
    ['half a device', { gpusPerPod: 0.5 }],
    ['no pod', { mode: 'distributed', podsPerGroup: 0 }],
    ['less than none', { groups: -1 }],
    ['a word', { groups: 'two' }],
  ])('gives nothing for %s', (_, inputs) => {
    expect(sum(inputs)).toBeUndefined();
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
        `${sum(inputs, preset)?.total} nvidia.com/gpu`,
      );
    },
  );
});
