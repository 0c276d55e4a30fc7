import { aGroupPod, aPod, unschedulable } from '../../testUtils/pods';
import { aLeaderWorkerSet, aNode } from '../../testUtils/objects';
import { findingsIn } from '../../testUtils/findings';

const GPU = 'nvidia.com/gpu';
const INSUFFICIENT =
  "0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 2 Insufficient nvidia.com/gpu. no new claims to deallocate, preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.";

const gpus = (count: number) => ({ [GPU]: count });

const waiting = (group: number, worker: number, count: number) =>
  aGroupPod(group, worker, {
    ...unschedulable(INSUFFICIENT),
    accelerators: gpus(count),
  });

/** Nodes with so many of their GPUs left. */
const nodesWithFree = (...free: number[]) =>
  free.map((count, index) =>
    aNode({ name: `gpu-${index + 1}`, accelerators: gpus(count) }),
  );

describe('insufficient-accelerators', () => {
  it('does the arithmetic', () => {
    expect(
      findingsIn({
        workload: aLeaderWorkerSet({ replicas: 2, size: 3 }),
        pods: [
          aGroupPod(0, 0),
          aGroupPod(0, 1),
          aGroupPod(0, 2),
          aGroupPod(1, 0),
          waiting(1, 1, 2),
          waiting(1, 2, 2),
        ],
        nodes: nodesWithFree(1, 1, 1),
      }),
    ).toEqual([
      {
        code: 'insufficient-accelerators',
        severity: 'warning',
        subject: 'group 1',
        message:
          '2 workers cannot be placed: each needs 2 nvidia.com/gpu; us-east has 3 free, at most 1 on one node.',
        remedy:
          'Free GPUs, lower GPUs per worker to 1, or choose a cluster with more of them.',
      },
    ]);
  });

  it('is about the pod when it is but one', () => {
    // The documented GPU example, with room for the leader and three workers.
    const [finding] = findingsIn({
      workload: aLeaderWorkerSet({ size: 5 }),
      pods: [
        aGroupPod(0, 0, { accelerators: gpus(4) }),
        aGroupPod(0, 1, { accelerators: gpus(2) }),
        aGroupPod(0, 2, { accelerators: gpus(2) }),
        aGroupPod(0, 3, { accelerators: gpus(2), nodeName: 'gpu-2' }),
        waiting(0, 4, 2),
      ],
      nodes: [aNode(), aNode({ name: 'gpu-2', accelerators: gpus(2) })],
    });
    expect(finding).toMatchObject({
      subject: 'chat-0-4',
      message:
        '1 worker cannot be placed: it needs 2 nvidia.com/gpu; us-east has none of its 10 free.',
      remedy: 'Free GPUs, or choose a cluster with more of them.',
    });
  });

  it('suggests no request with which not all pods would be placed', () => {
    const [finding] = findingsIn({
      workload: aLeaderWorkerSet({ size: 4 }),
      pods: [aGroupPod(0, 0), ...[1, 2, 3].map(one => waiting(0, one, 4))],
      nodes: nodesWithFree(3, 2),
    });
    expect(finding.remedy).toContain('lower GPUs per worker to 1,');
  });

  it('is one finding for a leader and its workers', () => {
    expect(
      findingsIn({
        pods: [waiting(0, 0, 4), waiting(0, 1, 2)],
        nodes: nodesWithFree(1),
      }),
    ).toMatchObject([
      {
        subject: 'group 0',
        message:
          '1 leader and 1 worker cannot be placed: a leader needs 4 and a worker needs 2 nvidia.com/gpu; us-east has 1 free, at most 1 on one node.',
      },
    ]);
  });

  it('tells of devices on nodes that cannot be used', () => {
    const [finding] = findingsIn({
      pods: [aGroupPod(0, 0), waiting(0, 1, 2)],
      nodes: [
        aNode({ accelerators: gpus(1) }),
        aNode({ name: 'gpu-2', unschedulable: true }),
      ],
    });
    expect(finding.message).toContain(
      'and 8 on nodes that are cordoned or not ready.',
    );
    expect(finding.remedy).toContain('bring back the nodes that are away');
  });

  it('says so where the cluster has none of them at all', () => {
    const [finding] = findingsIn({
      pods: [aGroupPod(0, 0), waiting(0, 1, 2)],
      nodes: [aNode({ accelerators: {} })],
    });
    expect(finding.message).toMatch(/us-east has none\.$/);
    expect(finding.remedy).toContain('device plugin');
  });

  it('is not the cause where a node with enough of them is tainted', () => {
    const pods = [
      aGroupPod(0, 0, { nodeName: 'cpu-1' }),
      aGroupPod(0, 1, {
        ...unschedulable(
          '0/2 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s) had untolerated taint {dedicated: batch}.',
        ),
        accelerators: gpus(2),
      }),
    ];
    const taints = [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }];
    const nodes = [
      aNode({ taints }),
      aNode({ name: 'cpu-1', accelerators: {} }),
    ];
    expect(findingsIn({ pods, nodes })).toMatchObject([
      { code: 'untolerated-taint' },
    ]);
    expect(
      findingsIn({
        pods: [...pods, aPod({ name: 'other', accelerators: gpus(7) })],
        nodes,
      }),
    ).toMatchObject([{ code: 'insufficient-accelerators' }]);
  });

  it('keeps slices and whole devices apart', () => {
    const slice = 'nvidia.com/mig-1g.5gb';
    const [finding] = findingsIn({
      pods: [
        aGroupPod(0, 0),
        aGroupPod(0, 1, {
          ...unschedulable(`0/1 nodes are available: 1 Insufficient ${slice}.`),
          accelerators: { [slice]: 2 },
        }),
      ],
      nodes: [aNode({ accelerators: { [GPU]: 8, [slice]: 1 } })],
    });
    expect(finding.message).toContain(
      `needs 2 ${slice}; us-east has 1 free, at most 1 on one node.`,
    );
  });
});
