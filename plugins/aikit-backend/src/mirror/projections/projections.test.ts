import { raw } from '../__testUtils__/objects';
import {
  observedDeployment,
  observedEvent,
  observedLeaderWorkerSet,
  observedNode,
  observedPod,
  observedReplicaSet,
  observedStatefulSet,
} from '.';

const gpus = (count: number, image: string) => ({
  spec: {
    containers: [
      { name: 'x', image, resources: { limits: { 'nvidia.com/gpu': count } } },
    ],
  },
});

describe('projections', () => {
  it('keeps all labels of a workload, and only the annotations that are read', () => {
    const workload = observedLeaderWorkerSet(
      raw(
        'chat',
        { spec: {} },
        {
          generation: 3,
          deletionTimestamp: '2026-01-02T00:00:00Z',
          labels: { 'backstage.io/kubernetes-id': 'chat', team: 'search' },
          annotations: {
            'kubectl.kubernetes.io/last-applied-configuration': '{…}',
            'aikit-backstage/entity-ref': 'component:default/chat',
            'leaderworkerset.sigs.k8s.io/exclusive-topology': 'rack',
          },
        },
      ),
    );
    expect(workload).toMatchObject({
      generation: 3,
      deletedAt: '2026-01-02T00:00:00Z',
      labels: { 'backstage.io/kubernetes-id': 'chat', team: 'search' },
    });
    expect(Object.keys(workload.annotations)).toEqual([
      'aikit-backstage/entity-ref',
      'leaderworkerset.sigs.k8s.io/exclusive-topology',
    ]);
  });

  it('gives the size, roles and status of a LeaderWorkerSet', () => {
    expect(
      observedLeaderWorkerSet(
        raw('chat', {
          spec: {
            replicas: 2,
            startupPolicy: 'LeaderReady',
            leaderWorkerTemplate: {
              size: 5,
              restartPolicy: 'None',
              leaderTemplate: gpus(4, 'leader:1'),
              workerTemplate: gpus(2, 'worker:1'),
            },
          },
          status: {
            replicas: 3,
            readyReplicas: 1,
            updatedReplicas: 2,
            observedGeneration: 7,
            conditions: [
              {
                type: 'Available',
                status: 'False',
                reason: 'AllGroupsReady',
                message: 'stale',
                lastTransitionTime: '2026-01-01T00:00:00Z',
              },
            ],
          },
        }),
      ),
    ).toMatchObject({
      kind: 'LeaderWorkerSet',
      replicas: 2,
      size: 5,
      startupPolicy: 'LeaderReady',
      restartPolicy: 'None',
      image: 'leader:1',
      observedGeneration: 7,
      reported: { replicas: 3, ready: 1, updated: 2 },
      conditions: [{ type: 'Available', since: '2026-01-01T00:00:00Z' }],
      accelerators: {
        leader: { 'nvidia.com/gpu': 4 },
        worker: { 'nvidia.com/gpu': 2 },
      },
    });
  });

  it("makes the leader from the worker's template when it has none", () => {
    expect(
      observedLeaderWorkerSet(
        raw('chat', {
          spec: {
            leaderWorkerTemplate: { workerTemplate: gpus(2, 'both:1') },
          },
        }),
      ),
    ).toMatchObject({
      replicas: 1,
      size: 1,
      image: 'both:1',
      accelerators: { leader: { 'nvidia.com/gpu': 2 } },
    });
  });

  it('keeps an explicit scale to zero', () => {
    expect(
      observedDeployment(raw('web', { spec: { replicas: 0 } })),
    ).toMatchObject({ replicas: 0, size: 1, accelerators: { leader: {} } });
  });

  it("gives a pod's containers with their states", () => {
    const pod = observedPod(
      raw(
        'p',
        {
          spec: {
            nodeName: 'n1',
            initContainers: [
              { name: 'fetch', image: 'i:1' },
              { name: 'proxy', image: 'i:2', restartPolicy: 'Always' },
            ],
            containers: [{ name: 'server', image: 'i:3' }],
          },
          status: {
            phase: 'Running',
            conditions: [{ type: 'Ready', status: 'False' }],
            initContainerStatuses: [
              {
                name: 'fetch',
                state: {
                  terminated: { exitCode: 0, reason: 'Completed' },
                },
              },
              {
                name: 'proxy',
                ready: true,
                state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
              },
            ],
            containerStatuses: [
              {
                name: 'server',
                restartCount: 4,
                state: {
                  waiting: {
                    reason: 'CrashLoopBackOff',
                    message: 'x'.repeat(5000),
                  },
                },
                lastState: {
                  terminated: { exitCode: 137, reason: 'OOMKilled' },
                },
              },
            ],
          },
        },
        { owner: { kind: 'ReplicaSet', name: 'r', uid: 'r' } },
      ),
    );
    expect(pod).toMatchObject({
      nodeName: 'n1',
      phase: 'Running',
      owner: { kind: 'ReplicaSet', name: 'r', uid: 'r' },
      containers: [
        { type: 'init', state: 'terminated', exitCode: 0, ready: false },
        { type: 'sidecar', state: 'running', since: '2026-01-01T00:00:00Z' },
        {
          type: 'app',
          state: 'waiting',
          reason: 'CrashLoopBackOff',
          restarts: 4,
          lastTermination: { exitCode: 137, reason: 'OOMKilled' },
        },
      ],
    });
    expect(pod?.containers[2].message).toHaveLength(1025);
  });

  it('takes out of texts what would colour a terminal or turn their order', () => {
    const text = '\u001b[31mno\u202eGPU\u001b[0m\u0007';
    const state = { waiting: { reason: text, message: text } };
    const pod = observedPod(
      raw(
        'p',
        {
          spec: { containers: [{ name: 'c', image: text }] },
          status: {
            message: text,
            reason: text,
            conditions: [
              { type: 'Ready', status: 'False', reason: text, message: text },
            ],
            containerStatuses: [
              {
                name: 'c',
                state,
                lastState: {
                  terminated: { exitCode: 1, reason: text, message: text },
                },
              },
            ],
          },
        },
        { owner: { kind: 'ReplicaSet', name: 'r', uid: 'r' } },
      ),
    );
    const event = observedEvent(
      raw('e', {
        involvedObject: { kind: 'Pod', name: 'p', uid: 'p' },
        reason: text,
        message: text,
      }),
    );
    const workload = observedDeployment(
      raw(
        'web',
        {
          spec: {
            template: { spec: { containers: [{ name: 'c', image: text }] } },
          },
        },
        { annotations: { 'aikit-backstage/owner': text } },
      ),
    );
    for (const shown of [pod, event, workload].map(one =>
      JSON.stringify(one),
    )) {
      expect(shown).toContain('noGPU');
      expect(shown).not.toMatch(/\\u001b|\u202e|\\u0007|\[31m/);
    }
  });

  it('keeps of a pod the labels that tell what it is part of', () => {
    const pod = observedPod(
      raw(
        'p',
        { spec: { containers: [{ name: 'c' }] } },
        {
          labels: {
            'leaderworkerset.sigs.k8s.io/name': 'chat',
            'app.kubernetes.io/name': 'aikit',
            'pod-template-hash': '1',
            'apps.kubernetes.io/pod-index': '0',
            'controller-revision-hash': 'x',
          },
        },
      ),
    );
    expect(Object.keys(pod?.labels ?? {})).toEqual([
      'leaderworkerset.sigs.k8s.io/name',
      'app.kubernetes.io/name',
      'pod-template-hash',
    ]);
    expect(pod).toMatchObject({
      phase: 'Unknown',
      containers: [{ state: 'unknown', restarts: 0 }],
    });
  });

  it('keeps no pod and no set that can belong to no workload', () => {
    const job = { owner: { kind: 'Job', name: 'j', uid: 'j' } };
    expect(observedPod(raw('p', { spec: {} }, job))).toBeUndefined();
    expect(observedReplicaSet(raw('r'))).toBeUndefined();
    expect(observedStatefulSet(raw('s'))).toBeUndefined();
  });

  it("gives a node's accelerators, readiness and what tells their model", () => {
    expect(
      observedNode(
        raw(
          'n1',
          {
            spec: {
              unschedulable: true,
              taints: [{ key: 'gpu', effect: 'NoSchedule' }],
            },
            status: {
              allocatable: { cpu: '8', 'nvidia.com/gpu': '8' },
              conditions: [{ type: 'Ready', status: 'Unknown' }],
            },
          },
          {
            namespace: undefined,
            labels: {
              'nvidia.com/gpu.product': 'H100',
              'topology.kubernetes.io/zone': 'a',
              'example.com/rack': '7',
            },
          },
        ),
      ),
    ).toMatchObject({
      namespace: '',
      ready: false,
      unschedulable: true,
      taints: [{ key: 'gpu', effect: 'NoSchedule' }],
      accelerators: { 'nvidia.com/gpu': 8 },
      labels: {
        'nvidia.com/gpu.product': 'H100',
        'topology.kubernetes.io/zone': 'a',
      },
    });
  });

  it.each([
    [
      'an old recorder',
      {
        count: 3,
        firstTimestamp: '2026-01-01T00:00:00Z',
        lastTimestamp: '2026-01-01T01:00:00Z',
        eventTime: null,
      },
      { count: 3, lastSeen: '2026-01-01T01:00:00Z' },
    ],
    [
      'a new recorder',
      {
        lastTimestamp: null,
        eventTime: '2026-01-01T00:30:00.000001Z',
        series: { count: 9, lastObservedTime: '2026-01-01T02:00:00.5Z' },
      },
      { count: 9, lastSeen: '2026-01-01T02:00:00.5Z' },
    ],
    [
      'nobody',
      { eventTime: null },
      { count: 1, lastSeen: '2026-01-01T00:00:00Z' },
    ],
  ])('gives count and latest time of an event by %s', (_, times, expected) => {
    const event = raw('e', {
      involvedObject: { kind: 'Pod', uid: 'p', name: 'p', namespace: 'ml' },
      ...times,
    });
    expect(observedEvent(event)).toMatchObject(expected);
  });

  it('keeps no event about what belongs to no workload', () => {
    const about = (kind: string) =>
      observedEvent(raw('e', { involvedObject: { kind, uid: 'u' } }));
    expect(about('Node')).toBeUndefined();
    expect(about('StatefulSet')).toBeDefined();
  });
});
