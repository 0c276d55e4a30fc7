import {
  insufficientResources,
  namedTaints,
  parseSchedulerMessage,
} from './schedulerMessage';

function parse(message: string) {
  const verdict = parseSchedulerMessage(message);
  if (!verdict) {
    throw new Error(`not understood: ${message}`);
  }
  return verdict;
}

describe('parseSchedulerMessage', () => {
  it('reads the message of a scheduler of Kubernetes 1.36', () => {
    const verdict = parse(
      "0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 2 Insufficient nvidia.com/gpu. no new claims to deallocate, preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.",
    );
    expect(verdict.reasons).toEqual([
      { nodes: 1, text: "node(s) didn't match Pod's node affinity/selector" },
      { nodes: 2, text: 'Insufficient nvidia.com/gpu' },
    ]);
    expect(insufficientResources(verdict)).toEqual(['nvidia.com/gpu']);
  });

  it('reads taints, with full stops in their keys', () => {
    const verdict = parse(
      '0/4 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 3 node(s) had untolerated taint {nvidia.com/gpu: present}. preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.',
    );
    expect(namedTaints(verdict)).toEqual([
      'node-role.kubernetes.io/control-plane',
      'nvidia.com/gpu=present',
    ]);
  });

  it('reads a message without preemption, and one without numbers', () => {
    expect(parse('0/1 nodes are available: 1 Too many pods.').reasons).toEqual([
      { nodes: 1, text: 'Too many pods' },
    ]);
    expect(
      parse(
        '0/1 nodes are available: persistentvolumeclaim "models" not found. preemption: 0/1 nodes are available: …',
      ).reasons,
    ).toEqual([{ text: 'persistentvolumeclaim "models" not found' }]);
  });

  it('leaves alone what the scheduler says on other matters', () => {
    expect(
      parseSchedulerMessage('pod has unbound immediate volume claims'),
    ).toBeUndefined();
  });
});
