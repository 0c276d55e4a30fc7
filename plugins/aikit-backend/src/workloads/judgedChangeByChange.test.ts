import {
  ObservedPod,
  ObservedWorkload,
  WorkloadJudgement,
  WorkloadObservation,
  workloadStatus,
} from '@aikit-backstage/plugin-aikit-node';
import {
  aCondition,
  aContainer,
  aDeployment,
  aGroupPod,
  aLeaderWorkerSet,
  aNode,
  anEvent,
  aPod,
  aReplicaSet,
  aStatefulSet,
  aWaitingContainer,
  notReady,
  NOW,
  unschedulable,
} from '@aikit-backstage/plugin-aikit-node/testUtils';
import { ChangeCollector } from '../mirror/changes';
import { ObjectStore } from '../mirror/objectStore';

const GPU = 'nvidia.com/gpu';
const LWS = { 'leaderworkerset.sigs.k8s.io/name': 'chat' };
const GROUPS = 4;
const SIZE = 3;

/** Numbers that look random, and are the same for the same seed. */
function randomFrom(seed: number) {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const one = <T>(choices: readonly T[]): T => choices[below(choices.length)];
  return { below, one };
}

type Random = ReturnType<typeof randomFrom>;

/** What a pod may come to be, by the moment at which it does. */
const PODS: ((since: string) => Partial<ObservedPod>)[] = [
  () => ({}),
  since => ({ conditions: [aCondition('Ready', 'True', { since })] }),
  () => notReady(),
  since =>
    notReady({
      containers: [
        aContainer({
          ready: false,
          restarts: 2,
          since,
          lastTermination: { reason: 'Error', exitCode: 1 },
        }),
      ],
    }),
  () => notReady({ containers: [aWaitingContainer('CrashLoopBackOff')] }),
  () => notReady({ containers: [aWaitingContainer('ImagePullBackOff')] }),
  () => notReady({ phase: 'Pending', containers: [] }),
  () => unschedulable(`0/2 nodes are available: 2 Insufficient ${GPU}.`),
  () => unschedulable('0/2 nodes are available: 2 Too many pods.'),
  () => ({ ...unschedulable(''), conditions: [] }),
  () => ({ phase: 'Failed', reason: 'Evicted', message: 'out of disk' }),
  since => ({ deletedAt: since }),
  () => ({ nodeName: 'gpu-2' }),
];

const POD_EVENTS = [
  ['Pulling', 'Pulling image'],
  ['Failed', 'Failed to pull image: not found'],
  ['FailedMount', 'MountVolume failed: secret "token" not found'],
  ['FailedScheduling', '0/2 nodes are available: 2 Too many pods.'],
  ['Unhealthy', 'Readiness probe failed'],
];

/** Changes one thing of a cluster with one workload, `chat`, at a time. */
class ChangingCluster {
  readonly #store = new ObjectStore(new ChangeCollector('east', () => {}));
  readonly #random: Random;
  #workload: ObservedWorkload;
  #events = 0;
  now = NOW;

  constructor(kind: ObservedWorkload['kind'], seed: number) {
    this.#random = randomFrom(seed);
    const shape = {
      replicas: GROUPS,
      accelerators: { leader: { [GPU]: 1 }, worker: { [GPU]: 2 } },
    };
    this.#workload =
      kind === 'Deployment'
        ? aDeployment(shape)
        : aLeaderWorkerSet({ ...shape, size: SIZE });
    this.#put();
    this.#nodes();
    for (let group = -1; group < GROUPS; group += 1) {
      this.#podSet(group);
    }
    for (let pod = 0; pod < GROUPS * SIZE; pod += 1) {
      this.#pod(pod, {});
    }
  }

  change() {
    const { below, one } = this.#random;
    this.now = new Date(this.now.getTime() + below(3) * 25_000);
    const since = this.now.toISOString();
    const any = below((GROUPS + 1) * SIZE);
    const changes = [
      () => this.#pod(any, one(PODS)(since)),
      () => this.#pod(any, one(PODS)(since)),
      () => this.#pod(any, one(PODS)(since)),
      () => this.#store.pods.remove(this.#podOf(any).uid),
      () => this.#event(this.#podOf(any), one(POD_EVENTS)),
      () => this.#event(this.#setOf(below(GROUPS)), ['FailedCreate', 'no']),
      () =>
        this.#event(this.#workload, [
          'RecreateGroup',
          'Worker pod chat-1-1 failed, recreate group 1',
        ]),
      () => this.#podSet(below(GROUPS), below(SIZE)),
      () => this.#store.statefulSets.remove(this.#setOf(below(GROUPS)).uid),
      () => this.#nodes(),
      () => this.#put({ replicas: below(GROUPS + 2) }),
      () => this.#put({ startupPolicy: one(['LeaderReady', 'LeaderCreated']) }),
      () => this.#put({ generation: 1 + below(2) }),
      () => this.#put({ deletedAt: one([undefined, undefined, since]) }),
    ];
    one(changes)();
  }

  observe(): WorkloadObservation {
    return { cluster: 'east', ...this.#store.observe(this.#workload)! };
  }

  #put(overrides: Partial<ObservedWorkload> = {}) {
    this.#workload = { ...this.#workload, ...overrides };
    const { leaderWorkerSets, deployments } = this.#store;
    (this.#workload.kind === 'Deployment'
      ? deployments
      : leaderWorkerSets
    ).upsert(this.#workload);
  }

  #nodes() {
    const { below, one } = this.#random;
    const name = one(['gpu-1', 'gpu-2']);
    const node = aNode({
      name,
      ready: below(4) > 0,
      labels: { 'nvidia.com/gpu.product': one(['L4', 'H100']) },
      accelerators: { [GPU]: 4 + below(20) },
    });
    if (below(5) > 0) {
      this.#store.nodes.upsert(node);
    } else {
      this.#store.nodes.remove(node.uid);
    }
  }

  #setOf(group: number) {
    const { kind, name, uid } = this.#workload;
    if (kind === 'Deployment') {
      const owner = { kind, name, uid };
      return aReplicaSet(`chat-${Math.max(group, 0)}`, { owner });
    }
    const owner =
      group < 0
        ? { kind, name, uid }
        : { kind: 'Pod', name: `chat-${group}`, uid: `Pod-chat-${group}` };
    const set = aStatefulSet(group < 0 ? undefined : group, { owner });
    return { ...set, labels: { ...set.labels, ...LWS } };
  }

  #podSet(group: number, replicas = group < 0 ? GROUPS : SIZE - 1) {
    const set = { ...this.#setOf(group), replicas };
    const { replicaSets, statefulSets } = this.#store;
    (set.kind === 'ReplicaSet' ? replicaSets : statefulSets).upsert(set);
  }

  #podOf(index: number, overrides: Partial<ObservedPod> = {}): ObservedPod {
    const parts = { accelerators: { [GPU]: 1 }, ...overrides };
    if (this.#workload.kind === 'Deployment') {
      const { kind, name, uid } = this.#setOf(0);
      return aPod({
        name: `chat-${index}`,
        owner: { kind, name, uid },
        ...parts,
      });
    }
    const group = Math.floor(index / SIZE);
    const pod = aGroupPod(group, index % SIZE, parts);
    return { ...pod, labels: { ...pod.labels, ...LWS } };
  }

  #pod(index: number, overrides: Partial<ObservedPod>) {
    this.#store.pods.upsert(this.#podOf(index, overrides));
  }

  #event(
    regarding: Parameters<typeof anEvent>[0],
    [reason, message]: string[],
  ) {
    this.#events += 1;
    this.#store.events.upsert(
      anEvent(regarding, reason, message, {
        uid: `event-${this.#events}`,
        lastSeen: this.now.toISOString(),
      }),
    );
  }
}

/** The same, in lists and maps that nothing can be remembered by. */
function copyOf(observation: WorkloadObservation): WorkloadObservation {
  const { groups, podSets, nodes, eventsAbout } = observation;
  return {
    ...observation,
    groups: new Map([...groups].map(([key, pods]) => [key, [...pods]])),
    podSets: [...podSets],
    nodes: new Map(nodes),
    eventsAbout: uid => [...eventsAbout(uid)],
  };
}

describe('a workload judged change by change', () => {
  it.each(
    [1, 2, 3, 4, 5, 6].flatMap(seed =>
      (['LeaderWorkerSet', 'Deployment'] as const).map(
        kind => [kind, seed] as const,
      ),
    ),
  )('is judged as it would be afresh: %s, seed %i', (kind, seed) => {
    const cluster = new ChangingCluster(kind, seed);
    const random = randomFrom(seed);
    let before: WorkloadJudgement | undefined;
    const found = new Set<string>();
    for (let step = 0; step < 300; step += 1) {
      // Often several changes are looked at together.
      for (let changes = random.below(4); changes > 0; changes -= 1) {
        cluster.change();
      }
      const observation = cluster.observe();
      const options = { clusterState: 'live', now: cluster.now } as const;
      const after = workloadStatus(observation, { ...options, before });
      const afresh = workloadStatus(copyOf(observation), options);
      expect(after).toEqual(afresh);
      afresh.status.findings.forEach(({ code }) => found.add(code));
      before = after;
    }
    // It has been through much.
    expect(found.size).toBeGreaterThan(6);
  });
});
