import { aNode } from '../../testUtils/objects';
import { aPod } from '../../testUtils/pods';
import { fitAccelerators, PodDemand } from './fit';

const GPU = 'nvidia.com/gpu';

function workers(count: number, gpus: number, choice = {}): PodDemand {
  return { role: 'worker', count, accelerators: { [GPU]: gpus }, ...choice };
}

function leaders(count: number, gpus: number): PodDemand {
  return { role: 'leader', count, accelerators: { [GPU]: gpus } };
}

function node(name: string, gpus: number, overrides = {}) {
  return aNode({ name, accelerators: { [GPU]: gpus }, ...overrides });
}

function holding(name: string, nodeName: string, gpus: number) {
  return aPod({ name, uid: name, nodeName, accelerators: { [GPU]: gpus } });
}

function fit(
  demands: PodDemand[],
  options: Partial<Parameters<typeof fitAccelerators>[0]> = {},
) {
  return fitAccelerators({
    cluster: 'us-east',
    demands,
    nodes: [node('gpu-1', 4), node('gpu-2', 4)],
    pods: [],
    ...options,
  });
}

describe('fitAccelerators', () => {
  it('says how much is needed and free when there is room', () => {
    expect(fit([leaders(1, 4), workers(2, 2)])).toEqual({
      fits: true,
      message: `It fits us-east: it needs 8 ${GPU}, 8 are free for it.`,
    });
  });

  it('counts what other workloads hold', () => {
    expect(
      fit([workers(2, 4)], { pods: [holding('other', 'gpu-1', 1)] }),
    ).toEqual({
      fits: false,
      message: `1 worker cannot be placed: it needs 4 ${GPU}; us-east has 7 free, at most 4 on one node. Free GPUs, ask for fewer, or choose another cluster.`,
    });
  });

  it('counts what the running workload holds as free for it', () => {
    const own = [holding('chat-0', 'gpu-1', 4)];
    expect(fit([workers(2, 4)], { pods: own, own })).toEqual({
      fits: true,
      message: `It fits us-east: it needs 8 ${GPU}, 8 are free for it, with the 4 that it holds now.`,
    });
  });

  it('does not add up what is free on several nodes for one pod', () => {
    expect(fit([workers(1, 6)]).fits).toBe(false);
  });

  it.each([
    ['small pods first in the list', [workers(2, 1), leaders(1, 4)]],
    ['small pods last in the list', [leaders(1, 4), workers(2, 1)]],
  ])('keeps whole nodes for great pods: %s', (_, demands) => {
    expect(fit(demands, { nodes: [node('a', 4), node('b', 2)] }).fits).toBe(
      true,
    );
  });

  it('uses no node that is cordoned or not ready', () => {
    const nodes = [
      node('a', 4, { unschedulable: true }),
      node('b', 4, { ready: false }),
    ];
    expect(fit([workers(1, 1)], { nodes })).toMatchObject({
      fits: false,
      message: expect.stringContaining(`us-east has no ${GPU} free for it.`),
    });
  });

  it('needs each of several accelerators of a pod on one node', () => {
    const demand = {
      ...workers(1, 1),
      accelerators: { [GPU]: 1, 'example.com/npu': 1 },
    };
    const npus = aNode({ name: 'npu', accelerators: { 'example.com/npu': 8 } });
    expect(fit([demand], { nodes: [node('a', 4), npus] }).fits).toBe(false);
  });

  it('fits anywhere without accelerators, and with no pods', () => {
    const none = { fits: true, message: 'It needs no accelerators.' };
    expect(fit([workers(3, 0)], { nodes: [] })).toEqual(none);
    expect(fit([workers(0, 8)], { nodes: [] })).toEqual(none);
  });

  describe('on nodes of several sorts', () => {
    const nodes = [
      node('small', 4, { labels: { type: 'g5' } }),
      node('tainted', 8, {
        labels: { type: 'p5' },
        taints: [{ key: GPU, value: 'yes', effect: 'NoSchedule' }],
      }),
    ];

    it.each([
      ['no toleration', [], false],
      ['a toleration of the key', [{ key: GPU, operator: 'Exists' }], true],
      ['a toleration of everything', [{ operator: 'Exists' }], true],
      ['a toleration of the value', [{ key: GPU, value: 'yes' }], true],
      ['a toleration of another value', [{ key: GPU, value: 'no' }], false],
      [
        'a toleration of another effect',
        [{ key: GPU, operator: 'Exists', effect: 'NoExecute' }],
        false,
      ],
    ])('with %s', (_, tolerations, fits) => {
      expect(fit([workers(1, 8, { tolerations })], { nodes }).fits).toBe(fits);
    });

    it('counts only the nodes that it may use', () => {
      expect(fit([workers(1, 4)], { nodes }).message).toBe(
        `It fits us-east: it needs 4 ${GPU}, 4 are free for it.`,
      );
    });

    it('says what is free on the nodes that it may not use', () => {
      expect(fit([workers(1, 8)], { nodes }).message).toContain(
        'us-east has 4 free, at most 4 on one node, and 8 on nodes that a node selector or a taint keeps it from.',
      );
    });

    it.each([
      ['the label', { type: 'g5' }, true],
      ['a label that no node of the picture has', { disk: 'ssd' }, true],
      ['another value of the label', { type: 'p4' }, false],
    ])('with a node selector on %s', (_, nodeSelector, fits) => {
      expect(fit([workers(1, 4, { nodeSelector })], { nodes }).fits).toBe(fits);
    });
  });
});
