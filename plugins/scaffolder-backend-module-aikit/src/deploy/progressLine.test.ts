import { group, pod, workload } from '../__testUtils__/workloads';
import { progressLine } from './progressLine';

describe('progressLine', () => {
  it('counts pods and allocated GPUs, and says what a group waits for', () => {
    expect(
      progressLine(
        workload([
          group(0, ['', '']),
          group(1, ['', 'pulling image', 'pulling image']),
        ]),
      ),
    ).toBe(
      '[######----] 3/5 pods ready · 6/10 GPUs allocated · group 1: 2 pulling image',
    );
  });

  it('shows a full bar only when all pods are ready', () => {
    const almost = group(0, Array(99).fill('').concat('starting'));
    expect(progressLine(workload([almost]))).toMatch(/^\[#########-\] 99\/100/);
    expect(progressLine(workload([group(0, [''])]))).toMatch(/^\[#{10}\] 1\/1/);
  });

  it('names the first groups that are not ready and counts the others', () => {
    const line = progressLine(
      workload([0, 1, 2, 3].map(index => group(index, ['starting', '']))),
    );
    expect(line).toContain(
      ' · group 0: 1 starting · group 1: 1 starting · 2 more groups not ready',
    );
  });

  it('counts the pods of a Deployment together', () => {
    const line = progressLine(
      workload(
        [group(0, ['']), group(1, ['pulling image']), group(2, ['pending'])],
        { mode: 'standard', accelerators: [] },
      ),
    );
    expect(line).toBe(
      '[###-------] 1/3 pods ready · 1 pulling image, 1 pending',
    );
  });

  it('names each resource when there are several', () => {
    const usage = { requested: 4, allocated: 2, pending: 2, models: [] };
    const line = progressLine(
      workload([], {
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
    const waiting = {
      ...group(0, ['']),
      state: 'terminating' as const,
      message: 'being recreated',
      leader: pod('chat-0'),
    };
    expect(progressLine(workload([waiting]))).toContain(
      'group 0: being recreated',
    );
  });
});
