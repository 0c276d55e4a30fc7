import { ObjectApi } from '../api/objectApi';
import { Node, Pod } from '../objects/kinds';
import { NODES } from '../objects/resourceTypes';
import { Cancel, timestamp } from '../runtime/clock';
import { EventRecorder } from '../runtime/events';
import { healthyStatus, isReady, lostStatus } from './nodeStatus';

/** What there is of a node beside its object; it changes. */
export interface NodeRecord {
  ip: string;
  hostIPs: { ip: string }[];
  images: Set<string>;
  /** In milliseconds of a clock that never jumps; undefined while it is well. */
  lostAt?: number;
}

export interface NodesOptions {
  /** Milliseconds until a silent node is called so. */
  graceMs: number;
  /** Milliseconds between two reports of a node that is well. */
  heartbeatMs: number;
  recorder?: EventRecorder;
}

/** All nodes, as their kubelets report them. */
export class Nodes {
  readonly #records = new Map<string, NodeRecord>();
  #addresses = 1;
  #heartbeat: Cancel = () => {};

  constructor(
    private readonly api: ObjectApi,
    private readonly options: NodesOptions,
  ) {}

  start() {
    this.#heartbeat = this.api.clock.setTimeout(() => {
      for (const node of this.api.store.list(NODES)) {
        if (this.isAlive(node.metadata.name)) {
          this.#report(node);
        }
      }
      this.start();
    }, this.options.heartbeatMs);
  }

  stop() {
    this.#heartbeat();
  }

  of({ spec }: Pod): NodeRecord {
    return this.record(spec.nodeName!);
  }

  record(name: string): NodeRecord {
    let record = this.#records.get(name);
    if (!record) {
      this.#addresses += 1;
      const number = this.#addresses;
      const ip = `172.18.${Math.floor(number / 256)}.${number % 256}`;
      record = { ip, hostIPs: [{ ip }], images: new Set() };
      this.#records.set(name, record);
    }
    return record;
  }

  forget(name: string) {
    this.#records.delete(name);
  }

  /** Whether a node exists and can be reached. */
  isAlive(name: string): boolean {
    return (
      this.record(name).lostAt === undefined &&
      !!this.api.store.get(NODES, undefined, name)
    );
  }

  lose(name: string) {
    this.record(name).lostAt ??= performance.now();
  }

  restore(name: string) {
    this.record(name).lostAt = undefined;
  }

  /** @returns milliseconds until it is to be called again, if so */
  sync(name: string): number | void {
    const node = this.api.store.get(NODES, undefined, name);
    const { lostAt } = this.record(name);
    if (node && lostAt === undefined) {
      this.#report(node);
    } else if (node && lostAt !== undefined && isReady(node)) {
      const wait = lostAt + this.options.graceMs - performance.now();
      if (wait > 0) {
        return wait;
      }
      const status = lostStatus(node, this.#now());
      this.api.updateStatus(NODES, { ...node, status });
    }
    return undefined;
  }

  #report(node: Node) {
    const { name } = node.metadata;
    const { ip } = this.record(name);
    const status = healthyStatus(node, ip, this.#now());
    this.api.updateStatus(NODES, { ...node, status });
    if (!isReady(node)) {
      this.options.recorder?.record(node, {
        type: 'Normal',
        reason: 'NodeReady',
        message: `Node ${name} status is now: NodeReady`,
        host: name,
      });
    }
  }

  #now(): string {
    return timestamp(this.api.clock.now());
  }
}
