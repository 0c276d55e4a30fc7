import { aCondition, aGroupPod } from '../../testUtils/pods';
import {
  aDeployment,
  aLeaderWorkerSet,
  anEvent,
  aReplicaSet,
  aStatefulSet,
} from '../../testUtils/objects';
import { ago } from '../../testUtils/meta';
import { findingsIn } from '../../testUtils/findings';
import { blocksProgress } from './diagnose';

function find(message: string, seconds = 60) {
  return findingsIn({
    pods: [aGroupPod(0, 0, { createdAt: ago(300) })],
    events: [
      anEvent(aStatefulSet(0), 'FailedCreate', message, {
        lastSeen: ago(seconds),
      }),
    ],
  });
}

describe('rules on pods that are not created', () => {
  it.each([
    [
      'name-too-long',
      'create Pod x-0-1 in StatefulSet x-0 failed error: Pod "x-0-1" is invalid: metadata.labels: Invalid value: "x-0-7d": must be no more than 63 bytes',
      true,
    ],
    [
      'pod-security-violation',
      'create Pod chat-0-1 in StatefulSet chat-0 failed error: pods "chat-0-1" is forbidden: violates PodSecurity "restricted:latest": hostPath volumes',
      true,
    ],
    [
      'quota-exceeded',
      'create Pod chat-0-1 in StatefulSet chat-0 failed error: pods "chat-0-1" is forbidden: exceeded quota: gpus, requested: requests.nvidia.com/gpu=2',
      false,
    ],
    [
      'admission-webhook-away',
      'create Pod chat-0-1 in StatefulSet chat-0 failed error: failed calling webhook "mpod.kb.io": connection refused',
      false,
    ],
    ['pods-not-created', 'create Pod chat-0-1 failed: something else', true],
  ])('tell %s', (code, message, blocking) => {
    expect(find(message)).toMatchObject([{ code, subject: 'group 0' }]);
    expect(blocksProgress(code)).toBe(blocking);
  });

  it('pass over what was said long ago, and before a pod was created', () => {
    expect(find('anything', 3600)).toEqual([]);
    expect(
      findingsIn({
        workload: aLeaderWorkerSet({ size: 3 }),
        pods: [aGroupPod(0, 0), aGroupPod(0, 1, { createdAt: ago(5) })],
        events: [anEvent(aStatefulSet(0), 'FailedCreate', 'exceeded quota')],
      }),
    ).toEqual([]);
  });

  it('are silent when all pods are there after all', () => {
    expect(
      findingsIn({
        pods: [aGroupPod(0, 0), aGroupPod(0, 1)],
        events: [anEvent(aStatefulSet(0), 'FailedCreate', 'exceeded quota')],
      }),
    ).toEqual([]);
  });

  it('take the word of the LeaderWorkerSet controller too', () => {
    const workload = aLeaderWorkerSet();
    expect(
      findingsIn({
        workload,
        podSets: [],
        events: [
          anEvent(
            workload,
            'FailedCreate',
            'Failed to create leader statefulset chat',
          ),
        ],
      }),
    ).toMatchObject([{ code: 'pods-not-created', subject: 'chat' }]);
  });

  it("take the word of a ReplicaSet's condition, however old", () => {
    expect(
      findingsIn({
        workload: aDeployment(),
        podSets: [
          aReplicaSet('chat-1', {
            conditions: [
              aCondition('ReplicaFailure', 'True', {
                reason: 'FailedCreate',
                message: 'pods "chat-1-x" is forbidden: exceeded quota: gpus',
                since: ago(9000),
              }),
            ],
          }),
        ],
      }),
    ).toMatchObject([{ code: 'quota-exceeded', subject: 'chat' }]);
  });

  it('make one finding of several groups', () => {
    expect(
      findingsIn({
        workload: aLeaderWorkerSet({ replicas: 2 }),
        pods: [aGroupPod(0, 0), aGroupPod(1, 0)],
        events: [0, 1].map(group =>
          anEvent(aStatefulSet(group), 'FailedCreate', 'exceeded quota: gpus'),
        ),
      }),
    ).toMatchObject([{ code: 'quota-exceeded', subject: 'groups 0 and 1' }]);
  });
});
