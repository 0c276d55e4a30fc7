import { Cancel, Clock, timestamp } from '../../api/clock';
import { ObjectApi } from '../../api/objectApi';
import { ObjectStore } from '../../api/objectStore';
import { Pod } from '../../objects/kinds';
import {
  BUILT_IN,
  EVENTS,
  NAMESPACES,
  PODS,
} from '../../objects/resourceTypes';
import { admitBuiltIns } from '../../resources/builtInAdmission';
import { Component } from '../../runtime/controller';
import { isTerminating } from '../../runtime/pods';

/** A clock that stands still until it is told to go on. */
class ManualClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00Z');
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  now(): Date {
    return new Date(this.#now);
  }

  setTimeout(callback: () => void, ms: number): Cancel {
    const timer = { at: this.#now + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  pass(seconds: number) {
    this.#now += seconds * 1000;
    for (const timer of [...this.#timers].filter(({ at }) => at <= this.#now)) {
      this.#timers.delete(timer);
      timer.callback();
    }
  }
}

/** What tests of controllers need of a cluster. */
export class TestCluster {
  readonly clock = new ManualClock();
  readonly api = new ObjectApi(new ObjectStore(), this.clock);
  readonly types = { all: () => BUILT_IN };
  readonly #components: Component[] = [];

  constructor() {
    admitBuiltIns(this.api);
    this.api.create(NAMESPACES, { metadata: { name: 'ns' } });
  }

  run(...components: Component[]) {
    this.#components.push(...components);
    components.forEach(component => component.start());
  }

  stop() {
    this.#components.forEach(component => component.stop());
  }

  /** Lets controllers work until nothing changes any more. */
  async settle() {
    let before: number;
    do {
      before = this.api.store.revision;
      for (let turn = 0; turn < 5; turn += 1) {
        await new Promise(resolve => setImmediate(resolve));
      }
    } while (this.api.store.revision !== before);
  }

  pods(): Pod[] {
    return [...this.api.store.list(PODS)].sort((a, b) =>
      a.metadata.name < b.metadata.name ? -1 : 1,
    );
  }

  podNames(): string[] {
    return this.pods().map(({ metadata }) => metadata.name);
  }

  /** What a kubelet says of a pod that runs. */
  makeReady(...pods: Pod[]) {
    const lastTransitionTime = timestamp(this.clock.now());
    for (const pod of pods) {
      this.api.updateStatus(PODS, {
        ...this.api.get(PODS, pod.metadata),
        status: {
          phase: 'Running',
          conditions: [{ type: 'Ready', status: 'True', lastTransitionTime }],
        },
      });
    }
  }

  /** Makes pods ready, and ends deleted ones, until nothing changes. */
  async settleReady() {
    let before: number;
    do {
      await this.settle();
      before = this.api.store.revision;
      for (const pod of this.pods()) {
        if (isTerminating(pod)) {
          this.api.delete(PODS, pod.metadata, { gracePeriodSeconds: 0 });
        } else if (pod.status?.phase !== 'Running') {
          this.makeReady(pod);
        }
      }
    } while (this.api.store.revision !== before);
  }

  /** `Reason: message` of the events about an object, in any form. */
  events(about: string): string[] {
    return [...this.api.store.list(EVENTS)]
      .filter(({ involvedObject }) => involvedObject.name === about)
      .map(({ reason, message }) => `${reason}: ${message}`);
  }
}

/** A pod template with a label. */
export function template(image = 'a', app = 'web') {
  return {
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'main', image }] },
  };
}

/** `spec` of a workload with {@link template}. */
export function workload(replicas: number, image?: string, app?: string) {
  return {
    replicas,
    selector: { matchLabels: { app: app ?? 'web' } },
    template: template(image, app),
  };
}
