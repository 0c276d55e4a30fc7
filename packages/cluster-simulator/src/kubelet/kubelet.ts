import { timestamp } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import { Pod } from '../objects/kinds';
import { NODES, PODS } from '../objects/resourceTypes';
import { Controller } from '../runtime/controller';
import { EventRecorder } from '../runtime/events';
import { withConditions } from '../runtime/objectController';
import { isPodFinished, keyOf, parseKey } from '../runtime/pods';
import { BehaviourRule } from './behaviours';
import { Container, Speed, SPEEDS, World } from './container';
import { containerRuntime } from './containerRuntime';
import { podStatus } from './podStatus';

/** How long a node may be silent before its condition says so. */
const GRACE_SECONDS = 50;
const WELL = {
  type: 'Ready',
  status: 'True',
  reason: 'KubeletReady',
  message: 'kubelet is posting ready status',
} as const;
const LOST = {
  type: 'Ready',
  status: 'Unknown',
  reason: 'NodeStatusUnknown',
  message: 'Kubelet stopped posting node status.',
} as const;

type SpeedOption = Speed | keyof typeof SPEEDS;

export interface KubeletOptions {
  /** How long things take; `instant` by default. */
  speed?: SpeedOption;
  /** Multiplies all times, back-off and lost nodes included; 1 by default. */
  timeScale?: number;
  /** Whether it writes events; true by default. Big fleets do without. */
  events?: boolean;
  /** What containers do instead of just running; the first that fits counts. */
  behaviours?: BehaviourRule[];
}

/** The kubelets of all nodes of a cluster. */
export type Kubelet = ReturnType<typeof createKubelet>;

/** What a kubelet knows of its node beside the object. */
interface NodeRecord {
  ip: string;
  images: Set<string>;
  /** Since when its kubelet is silent, as {@link World.now} counts. */
  lostAt?: number;
}

/** A pod on a node, as its kubelet knows it. */
interface PodRecord {
  /** The part of its status that never changes: start time and addresses. */
  place: Pod['status'];
  containers: Container[];
  /** When a pod that is deleted ends, as {@link World.now} counts. */
  endsAt?: number;
}

/**
 * Plays the kubelet of every node: runs containers as its rules say, and reports
 * pods and nodes. Left out are sidecars (they are init containers that end),
 * volumes, ephemeral containers, eviction and the kubelet's own admission.
 */
export function createKubelet(
  api: ObjectApi,
  {
    speed = 'instant',
    timeScale = 1,
    events = true,
    behaviours = [],
  }: KubeletOptions = {},
) {
  const { store, clock } = api;
  const name = 'kubelet';
  const recorder = events ? new EventRecorder(api, name) : undefined;
  const now = () => performance.now() / 1000 / timeScale;
  const nodes = new Map<string, NodeRecord>();
  /** By their uids. */
  const pods = new Map<string, PodRecord>();
  let addresses = 0;
  let subscriptions: (() => void)[] = [];

  const queue = new Controller({
    name,
    clock,
    reconcile: key => {
      const seconds = key.includes('/') ? syncPod(key) : syncNode(key);
      return seconds && seconds * 1000 * timeScale;
    },
  });

  /** Queues all nodes and pods. */
  const lookAgain = () => {
    for (const { metadata } of [...store.list(NODES), ...store.list(PODS)]) {
      queue.add(keyOf(metadata));
    }
  };

  const world: World = {
    behaviours,
    speed: SPEEDS.instant,
    time: () => clock.now(),
    now,
    images: ({ spec }) => nodeOf(spec.nodeName!).images,
    record: (pod, { spec, isInit }, event) => {
      const list = isInit ? 'initContainers' : 'containers';
      const fieldPath = `spec.${list}{${spec.name}}`;
      recorder?.record(pod, { ...event, host: pod.spec.nodeName, fieldPath });
    },
  };
  setSpeed(speed);

  function setSpeed(changed: SpeedOption) {
    world.speed = typeof changed === 'string' ? SPEEDS[changed] : changed;
  }

  function nodeOf(nodeName: string): NodeRecord {
    const number = nodes.size + 2;
    const ip = `172.18.${number >> 8}.${number & 255}`;
    const record = nodes.get(nodeName) ?? { ip, images: new Set() };
    nodes.set(nodeName, record);
    return record;
  }

  /** Whether a node exists and can be reached. */
  const isAlive = (nodeName = '') =>
    nodes.get(nodeName)?.lostAt === undefined &&
    !!store.get(NODES, undefined, nodeName);

  /** @returns seconds until it is to be called again, if so */
  function syncNode(nodeName: string): number | undefined {
    const node = store.get(NODES, undefined, nodeName);
    const { lostAt } = nodeOf(nodeName);
    const wait = lostAt === undefined ? 0 : lostAt + GRACE_SECONDS - now();
    if (!node || wait > 0) {
      return node && wait;
    }
    const { conditions: earlier } = node.status ?? {};
    const ready = lostAt === undefined ? WELL : LOST;
    const conditions = withConditions(earlier, [ready], clock.now());
    const status = { ...node.status, conditions };
    api.updateStatus(NODES, { ...node, status });
    return undefined;
  }

  function recordOf(pod: Pod): PodRecord {
    const { nodeName, initContainers = [], containers } = pod.spec;
    let record = pods.get(pod.metadata.uid);
    if (!record) {
      addresses += 1;
      const podIP = `10.0.${addresses >> 8}.${addresses & 255}`;
      const { ip: hostIP } = nodeOf(nodeName!);
      record = {
        place: {
          startTime: timestamp(clock.now()),
          hostIP,
          hostIPs: [{ ip: hostIP }],
          podIP,
          podIPs: [{ ip: podIP }],
        },
        containers: [
          ...initContainers.map(spec => new Container(world, pod, true, spec)),
          ...containers.map(spec => new Container(world, pod, false, spec)),
        ],
      };
      pods.set(pod.metadata.uid, record);
    }
    return record;
  }

  function report(pod: Pod, { place, containers }: PodRecord) {
    const status = podStatus(pod, containers, timestamp(clock.now()));
    api.updateStatus(PODS, { ...pod, status: { ...status, ...place } });
  }

  /** @returns seconds until it is to be called again, if so */
  function syncPod(key: string): number | undefined {
    const at = parseKey(key);
    const pod = store.get(PODS, at.namespace, at.name);
    if (!pod || !isAlive(pod.spec.nodeName)) {
      return undefined;
    }
    if (pod.metadata.deletionTimestamp) {
      return terminate(pod, recordOf(pod));
    }
    return isPodFinished(pod) ? undefined : advance(pod, recordOf(pod));
  }

  function advance(pod: Pod, record: PodRecord): number | undefined {
    let due = Infinity;
    for (const container of record.containers) {
      container.advance();
      due = Math.min(due, container.due);
      if (container.isInit && !container.hasSucceeded) {
        break;
      }
    }
    report(pod, record);
    return due === Infinity ? undefined : Math.max(0, due - now());
  }

  function terminate(pod: Pod, record: PodRecord): number | undefined {
    const running = record.containers.filter(({ isRunning }) => isRunning);
    if (record.endsAt === undefined) {
      for (const container of running) {
        const message = `Stopping container ${container.spec.name}`;
        const event = { type: 'Normal', reason: 'Killing', message } as const;
        world.record(pod, container, event);
      }
      const { stop } = world.speed;
      const { deletionGracePeriodSeconds: grace = stop } = pod.metadata;
      record.endsAt = now() + Math.min(grace, stop);
    }
    if (record.endsAt > now()) {
      return record.endsAt - now();
    }
    if (running.length > 0) {
      record.containers.forEach(container => container.stop());
      report(pod, record);
    }
    api.delete(PODS, pod.metadata, { gracePeriodSeconds: 0 });
    return undefined;
  }

  return {
    name,
    start() {
      subscriptions = [
        store.subscribe(NODES, ({ object }) => queue.add(object.metadata.name)),
        store.subscribe(PODS, ({ type, object: { metadata, spec } }) => {
          if (type === 'DELETED') {
            pods.delete(metadata.uid);
          } else if (spec.nodeName) {
            queue.add(keyOf(metadata));
          }
        }),
      ];
      lookAgain();
      queue.start();
    },
    stop() {
      subscriptions.forEach(unsubscribe => unsubscribe());
      queue.stop();
    },
    /** Sets how long things take from now on. */
    setSpeed,
    /** A node falls silent: its pods stay as they are, whatever happens. */
    loseNode(nodeName: string) {
      nodeOf(nodeName).lostAt ??= now();
      queue.add(nodeName);
    },
    /** It is back, and goes on with its pods. */
    restoreNode(nodeName: string) {
      nodeOf(nodeName).lostAt = undefined;
      lookAgain();
    },
    ...containerRuntime(({ metadata, spec }) =>
      isAlive(spec.nodeName)
        ? pods.get(metadata.uid)?.containers ?? []
        : undefined,
    ),
  };
}
