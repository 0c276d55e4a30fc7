import { ObservedPod } from '../observed/observed';
import { aCondition, aGroupPod, unschedulable } from '../../testUtils/pods';
import { anEvent } from '../../testUtils/objects';
import { findingsIn } from '../../testUtils/findings';

function waiting(message: string, overrides: Partial<ObservedPod> = {}) {
  const pod = aGroupPod(0, 1, { ...unschedulable(message), ...overrides });
  return findingsIn({ pods: [aGroupPod(0, 0), pod] });
}

describe('rules on pods that are not placed', () => {
  it('blame the node selector', () => {
    expect(
      waiting(
        "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
      ),
    ).toMatchObject([{ code: 'node-affinity-mismatch', subject: 'chat-0-1' }]);
  });

  it('say so when the nodes that the selector wants are full', () => {
    // The observed node has 8 GPUs free, and is not one of those.
    const [finding] = waiting(
      "0/9 nodes are available: 3 Insufficient nvidia.com/gpu, 6 node(s) didn't match Pod's node affinity/selector. preemption: 0/9 nodes are available: 3 No preemption victims found for incoming pod, 6 Preemption is not helpful for scheduling.",
      { accelerators: { 'nvidia.com/gpu': 2 } },
    );
    expect(finding).toMatchObject({
      code: 'node-affinity-mismatch',
      message:
        '1 worker cannot be placed: nodes that match the node selector and node affinity have too few nvidia.com/gpu free; us-east has enough on others.',
      remedy: expect.stringContaining('Free GPUs on the nodes that match'),
    });
  });

  it('name the taint that is not tolerated', () => {
    const [finding] = waiting(
      "0/3 nodes are available: 1 node(s) had untolerated taint {nvidia.com/gpu: present}, 2 node(s) didn't match Pod's node affinity/selector.",
    );
    expect(finding).toMatchObject({ code: 'untolerated-taint' });
    expect(finding.message).toContain('nvidia.com/gpu=present');
    expect(finding.remedy).toContain('toleration');
  });

  it('name what else there is too little of', () => {
    const [finding] = waiting(
      '0/2 nodes are available: 1 Insufficient memory, 2 Insufficient cpu.',
    );
    expect(finding).toMatchObject({ code: 'insufficient-resources' });
    expect(finding.message).toContain('enough memory and cpu');
  });

  it('explain an exclusive topology', () => {
    const message =
      "0/2 nodes are available: 2 node(s) didn't match pod affinity rules.";
    const [finding] = waiting(message, {
      annotations: {
        'leaderworkerset.sigs.k8s.io/exclusive-topology':
          'cloud.google.com/gke-nodepool',
      },
    });
    expect(finding).toMatchObject({ code: 'exclusive-topology' });
    expect(finding.message).toContain('cloud.google.com/gke-nodepool');
    expect(waiting(message)).toMatchObject([{ code: 'pod-affinity-mismatch' }]);
  });

  it('only inform on a scheduling gate', () => {
    expect(
      waiting('', {
        conditions: [
          aCondition('PodScheduled', 'False', { reason: 'SchedulingGated' }),
        ],
      }),
    ).toMatchObject([{ code: 'scheduling-gated', severity: 'info' }]);
  });

  it("pass on the scheduler's words where they know nothing better", () => {
    const [finding] = waiting(
      '0/1 nodes are available: persistentvolumeclaim "models" not found.',
    );
    expect(finding).toMatchObject({ code: 'unschedulable' });
    expect(finding.message).toContain('persistentvolumeclaim "models"');
  });

  it('take the word of an event where the pod has no condition', () => {
    const pod = aGroupPod(0, 1, { ...unschedulable(''), conditions: [] });
    expect(
      findingsIn({
        pods: [aGroupPod(0, 0), pod],
        events: [
          anEvent(
            pod,
            'FailedScheduling',
            '0/1 nodes are available: 1 Insufficient memory.',
          ),
        ],
      }),
    ).toMatchObject([{ code: 'insufficient-resources' }]);
  });

  it('are silent until the scheduler has spoken, and on terminating pods', () => {
    expect(waiting('', { conditions: [] })).toEqual([]);
    expect(
      waiting('0/1 nodes are available: 1 Insufficient cpu.', {
        deletedAt: '2026-03-01T12:00:00Z',
      }),
    ).toEqual([]);
  });
});
