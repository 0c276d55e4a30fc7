import { ObjectApi } from '../api/objectApi';
import { keyOf, parseKey } from '../controllers/pods';
import { Pod } from '../objects/kinds';
import { withCondition } from '../objects/podConditions';
import { PODS } from '../objects/resourceTypes';
import { timestamp } from '../runtime/clock';
import { Component } from '../runtime/component';
import { Controller } from '../runtime/controller';
import { EventRecorder } from '../runtime/events';
import { bindPod } from './binding';
import { rejection } from './filters';
import { Ledger, NodeAccount } from './ledger';
import { podAffinityFilter } from './podAffinity';
import { Amounts, podRequests } from './podRequests';
import { describeRejections, NO_NODES, Rejection } from './rejection';

export interface SchedulerOptions {
  /** Of the pods that it looks after; `default-scheduler`. */
  schedulerName?: string;
  /** Whether events are written; true. Big fleets do without. */
  events?: boolean;
  /** Milliseconds that changes of nodes are gathered before pods are tried again; 100. */
  retryMs?: number;
}

/** A pod that fits nowhere. */
interface Waiting {
  requests: Amounts;
  /** Whether a pod on any node can make it fit, or its absence. */
  looksAtPods: boolean;
}

/** A key that no pod has. */
const RETRY = '';
/** So many fitting nodes are compared: kube-scheduler too looks at some only. */
const ENOUGH_NODES = 50;
const EVENT_LIMIT = 1024;

class Scheduler implements Component {
  readonly name: string;
  readonly #queue: Controller;
  readonly #recorder: EventRecorder | undefined;
  readonly #retryMs: number;
  /** Pods that fit nowhere. */
  readonly #waiting = new Map<string, Waiting>();
  /** Nodes that may take some of them now. */
  readonly #changed = new Set<NodeAccount>();
  readonly #ledger = new Ledger(account => this.#noteChange(account));
  #unfollow: (() => void)[] = [];
  #next = 0;

  constructor(
    private readonly api: ObjectApi,
    { schedulerName, events = true, retryMs = 100 }: SchedulerOptions,
  ) {
    this.name = schedulerName ?? 'default-scheduler';
    this.#retryMs = retryMs;
    this.#recorder = events
      ? new EventRecorder(api, this.name, 'new')
      : undefined;
    this.#queue = new Controller({
      name: this.name,
      clock: api.clock,
      reconcile: key =>
        key === RETRY ? this.#tryAgain() : this.#reconcile(key),
    });
  }

  start() {
    const { store } = this.api;
    this.#unfollow = [
      this.#ledger.follow(store),
      store.subscribe(PODS, ({ type, object, previous }) => {
        if (type === 'DELETED') {
          this.#waiting.delete(keyOf(object.metadata));
        } else if (this.#isMine(object) && object.spec !== previous?.spec) {
          this.#queue.add(keyOf(object.metadata));
        }
      }),
    ];
    for (const pod of store.list(PODS)) {
      if (this.#isMine(pod)) {
        this.#queue.add(keyOf(pod.metadata));
      }
    }
    this.#queue.start();
  }

  stop() {
    this.#unfollow.forEach(end => end());
    this.#queue.stop();
    this.#changed.clear();
    this.#waiting.clear();
  }

  #isMine({ spec, metadata }: Pod): boolean {
    return (
      !spec.nodeName &&
      !metadata.deletionTimestamp &&
      (spec.schedulerName ?? 'default-scheduler') === this.name
    );
  }

  #reconcile(key: string) {
    const pod = this.#podOf(key);
    this.#waiting.delete(key);
    if (!pod) {
      return;
    }
    if (pod.spec.schedulingGates?.length) {
      this.#setCondition(
        pod,
        'SchedulingGated',
        'Scheduling is blocked due to non-empty scheduling gates',
      );
      return;
    }
    const requests = podRequests(pod.spec);
    const { best, rejections } = this.#choose(pod, requests);
    if (best) {
      this.#bind(pod, best.name);
      return;
    }
    const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
    this.#waiting.set(key, {
      requests,
      looksAtPods: !!(podAffinity ?? podAntiAffinity),
    });
    this.#fail(
      pod,
      rejections.length === 0
        ? NO_NODES
        : describeRejections(rejections, pod.spec.preemptionPolicy !== 'Never'),
    );
  }

  #podOf(key: string): Pod | undefined {
    const { namespace, name } = parseKey(key);
    const pod = this.api.store.get(PODS, namespace, name);
    return pod && this.#isMine(pod) ? pod : undefined;
  }

  #choose(pod: Pod, requests: Amounts) {
    const { nodes } = this.#ledger;
    const place = podAffinityFilter(pod, this.api.store, this.#ledger);
    const rejections: Rejection[] = [];
    const fitting: NodeAccount[] = [];
    for (let i = 0; i < nodes.length && fitting.length < ENOUGH_NODES; i++) {
      const account = nodes[(this.#next + i) % nodes.length];
      const rejected =
        rejection(pod, requests, account) ??
        place?.(account.node!.metadata.labels ?? {});
      if (rejected) {
        rejections.push(rejected);
      } else {
        fitting.push(account);
      }
    }
    if (nodes.length > ENOUGH_NODES) {
      // So that the nodes at the end of the list get their pods too.
      this.#next += fitting.length + rejections.length;
    }
    return { best: leastUsed(fitting, requests), rejections };
  }

  #bind(pod: Pod, nodeName: string) {
    const { namespace, name } = pod.metadata;
    const bound = bindPod(this.api, { namespace, name }, nodeName);
    this.#recorder?.record(bound, {
      type: 'Normal',
      reason: 'Scheduled',
      action: 'Binding',
      message: `Successfully assigned ${namespace}/${name} to ${nodeName}`,
    });
  }

  #fail(pod: Pod, message: string) {
    this.#recorder?.record(pod, {
      type: 'Warning',
      reason: 'FailedScheduling',
      action: 'Scheduling',
      message:
        message.length > EVENT_LIMIT
          ? `${message.slice(0, EVENT_LIMIT - 4)} ...`
          : message,
    });
    this.#setCondition(pod, 'Unschedulable', message);
  }

  #setCondition(pod: Pod, reason: string, message: string) {
    const conditions = withCondition(
      pod.status?.conditions,
      {
        type: 'PodScheduled',
        status: 'False',
        reason,
        message,
        observedGeneration: pod.metadata.generation,
      },
      timestamp(this.api.clock.now()),
    );
    this.api.updateStatus(PODS, {
      ...pod,
      status: { phase: 'Pending', ...pod.status, conditions },
    });
  }

  #noteChange(account: NodeAccount) {
    if (this.#waiting.size === 0) {
      return;
    }
    if (this.#changed.size === 0) {
      this.#queue.addAfter(RETRY, this.#retryMs);
    }
    this.#changed.add(account);
  }

  /** Puts those pods into the queue again that may fit now. */
  #tryAgain() {
    const changed = [...this.#changed].filter(({ node }) => node);
    this.#changed.clear();
    for (const [key, { requests, looksAtPods }] of this.#waiting) {
      const pod = this.#podOf(key);
      const fits = (account: NodeAccount) =>
        !rejection(pod!, requests, account);
      if (pod && (looksAtPods || changed.some(fits))) {
        this.#queue.add(key);
      }
    }
  }
}

/**
 * Gives nodes to pods, as kube-scheduler does by its plugins for node names,
 * taints, node affinity, resources and pod affinity. Left out are preemption,
 * volumes, host ports, topology spread and all preferences.
 */
export function createScheduler(
  api: ObjectApi,
  options: SchedulerOptions = {},
): Component {
  return new Scheduler(api, options);
}

/** The node that has the most left, in shares of CPU and memory; then the emptiest. */
function leastUsed(
  accounts: NodeAccount[],
  requests: Amounts,
): NodeAccount | undefined {
  let best: NodeAccount | undefined;
  let most = -1;
  for (const account of accounts) {
    const left =
      shareLeft(account, requests, 'cpu') +
      shareLeft(account, requests, 'memory');
    if (left > most || (left === most && account.pods < best!.pods)) {
      best = account;
      most = left;
    }
  }
  return best;
}

function shareLeft(
  { allocatable, used }: NodeAccount,
  requests: Amounts,
  resource: string,
): number {
  const capacity = allocatable.get(resource) ?? 0;
  const taken = (used.get(resource) ?? 0) + (requests.get(resource) ?? 0);
  return capacity > taken ? (capacity - taken) / capacity : 0;
}
