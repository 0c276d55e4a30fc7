import {
  group,
  workload,
} from '@aikit-backstage/plugin-aikit-common/testUtils';
import { waitingGroup } from '../__testUtils__/fakeAikit';
import { formatDuration, progressLine } from './progress';

describe('progressLine', () => {
  it('counts pods and allocated GPUs, and says what a group waits for', () => {
    expect(
      progressLine(
        workload({
          groups: [
            waitingGroup(0, ['', '']),
            waitingGroup(1, ['', 'pulling image', 'pulling image']),
          ],
        }),
      ),
    ).toBe(
      '[######----] 3/5 pods ready · 6/10 GPUs allocated · group 1: 2 pulling image',
    );
  });

  it('shows a full bar only when all pods are ready', () => {
    const almost = waitingGroup(0, Array(99).fill('').concat('starting'));
    expect(progressLine(workload({ groups: [almost] }))).toMatch(
      /^\[#########-\] 99\/100/,
    );
    expect(progressLine(workload({ groups: [waitingGroup(0, [''])] }))).toMatch(
      /^\[#{10}\] 1\/1/,
    );
  });

  it('names the first groups that are not ready and counts the others', () => {
    const line = progressLine(
      workload({
        groups: [0, 1, 2, 3].map(index =>
          waitingGroup(index, ['starting', '']),
        ),
      }),
    );
    expect(line).toContain(
      ' · group 0: 1 starting · group 1: 1 starting · 2 more groups not ready',
    );
  });

  it('counts the pods of a Deployment together', () => {
    const line = progressLine(
      workload({
        groups: [
          waitingGroup(0, ['']),
          waitingGroup(1, ['pulling image']),
          waitingGroup(2, ['pending']),
        ],
        mode: 'standard',
        accelerators: [],
      }),
    );
    expect(line).toBe(
      '[###-------] 1/3 pods ready · 1 pulling image, 1 pending',
    );
  });

  it('names each resource when there are several', () => {
    const usage = { requested: 4, allocated: 2, pending: 2, models: [] };
    const line = progressLine(
      workload({
        groups: [],
        accelerators: [
          { resource: 'nvidia.com/gpu', ...usage },
          { resource: 'nvidia.com/mig-1g.10gb', ...usage },
        ],
      }),
    );
    expect(line).toContain(
      '2/4 nvidia.com/gpu allocated · 2/4 nvidia.com/mig-1g.10gb allocated',
    );
  });

  it("falls back to the group's own words when its pods are ready", () => {
    const waiting = group(0, {
      state: 'terminating',
      message: 'being recreated',
    });
    expect(progressLine(workload({ groups: [waiting] }))).toContain(
      'group 0: being recreated',
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [45_400, '45 s'],
    [59_600, '1 min'],
    [130_000, '2 min 10 s'],
    [600_000, '10 min'],
    [3_900_000, '1 h 5 min'],
  ])('says %d ms as %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});
