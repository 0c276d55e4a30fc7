import { ObjectApi } from '../api/objectApi';
import { keyOf } from '../controllers/pods';
import { NODES, PODS } from '../objects/resourceTypes';
import { Component } from '../runtime/component';
import { Controller } from '../runtime/controller';
import { EventRecorder } from '../runtime/events';
import { PodRuntime } from '../server/podRuntime';
import { BehaviourRule, Behaviours } from './behaviours';
import { NodeWorld } from './containerLife';
import { containerRuntime } from './containerRuntime';
import { Nodes } from './nodes';
import { Pods } from './pods';
import { Speed, SPEEDS } from './speed';

export interface KubeletOptions {
  /** How long things take; `instant`. */
  speed?: SpeedOption;
  /** Factor on all times, also those of back-off and of lost nodes; 1. */
  timeScale?: number;
  /** Whether events are written; true. Big fleets do without. */
  events?: boolean;
  /** From the first; more can be added to {@link Kubelet.behaviours}. */
  behaviours?: BehaviourRule[];
  /** Until a silent node is called so; 50, as the control plane has it. */
  nodeGraceSeconds?: number;
  /** Between two reports of a node that is well; 300. */
  heartbeatSeconds?: number;
}

/** The kubelets of all nodes of a cluster. */
export interface Kubelet extends Component, PodRuntime {
  readonly behaviours: Behaviours;
  /** From now on things take this long. */
  setSpeed(speed: SpeedOption): void;
  /** A node falls silent: its pods stay as they are, whatever happens. */
  loseNode(name: string): void;
  /** It is back, and goes on with its pods. */
  restoreNode(name: string): void;
}

/** Longer than this no timer is set, because timers cannot. */
const LONGEST_WAIT_MS = 3_600_000;

type SpeedOption = keyof typeof SPEEDS | Speed;

function toSpeed(speed: SpeedOption): Speed {
  return typeof speed === 'string' ? SPEEDS[speed] : speed;
}

/**
 * Plays the kubelet of every node: runs containers as rules say it, and reports
 * pods and nodes. Left out are volumes, ephemeral containers, eviction and the
 * kubelet's own admission.
 */
export function createKubelet(
  api: ObjectApi,
  {
    speed = 'instant',
    timeScale = 1,
    events = true,
    behaviours: rules = [],
    nodeGraceSeconds = 50,
    heartbeatSeconds = 300,
  }: KubeletOptions = {},
): Kubelet {
  const { store, clock } = api;
  const name = 'kubelet';
  const ms = (seconds: number) => seconds * 1000 * timeScale;
  const recorder = events ? new EventRecorder(api, name) : undefined;
  const behaviours = new Behaviours(() => clock.now());
  const nodes = new Nodes(api, {
    graceMs: ms(nodeGraceSeconds),
    heartbeatMs: ms(heartbeatSeconds),
    recorder,
  });
  const world: NodeWorld = {
    behaviours,
    speed: toSpeed(speed),
    ms,
    time: () => clock.now(),
    now: () => performance.now(),
    images: pod => nodes.of(pod).images,
    record: (pod, { spec, kind }, event) =>
      recorder?.record(pod, {
        ...event,
        host: pod.spec.nodeName,
        fieldPath: `spec.${kind === 'app' ? 'containers' : 'initContainers'}{${
          spec.name
        }}`,
      }),
  };
  const pods = new Pods(api, nodes, world);
  const queue = new Controller({
    name,
    clock,
    reconcile: key => {
      const wait = key.includes('/') ? pods.sync(key) : nodes.sync(key);
      return wait && Math.min(wait, LONGEST_WAIT_MS);
    },
  });
  rules.forEach(rule => behaviours.add(rule));
  behaviours.onChange = () => pods.replan().forEach(key => queue.add(key));
  let endings: (() => void)[] = [];

  const addNode = (nodeName: string) => {
    queue.add(nodeName);
    for (const { spec, metadata } of store.list(PODS)) {
      if (spec.nodeName === nodeName) {
        queue.add(keyOf(metadata));
      }
    }
  };

  return {
    name,
    behaviours,
    start() {
      endings = [
        store.subscribe(NODES, ({ type, object: { metadata } }) => {
          if (type === 'ADDED') {
            addNode(metadata.name);
          } else if (type === 'DELETED') {
            nodes.forget(metadata.name);
          }
        }),
        store.subscribe(PODS, event => {
          if (pods.concerns(event)) {
            queue.add(keyOf(event.object.metadata));
          }
        }),
      ];
      for (const { metadata } of [...store.list(NODES), ...store.list(PODS)]) {
        queue.add(keyOf(metadata));
      }
      nodes.start();
      queue.start();
    },
    stop() {
      endings.forEach(end => end());
      nodes.stop();
      queue.stop();
    },
    setSpeed(changed) {
      world.speed = toSpeed(changed);
    },
    loseNode(nodeName) {
      nodes.lose(nodeName);
      queue.add(nodeName);
    },
    restoreNode(nodeName) {
      nodes.restore(nodeName);
      addNode(nodeName);
    },
    ...containerRuntime(clock, nodes, pods, behaviours),
  };
}
