import { MirrorChange, WorkloadKey } from './types';

/** A workload's key as one text. */
export function keyText({ kind, namespace, name }: WorkloadKey): string {
  return `${kind}/${namespace}/${name}`;
}

/**
 * Gathers the changes of one cluster during a turn of the event loop, and
 * reports them together at its end.
 */
export class ChangeCollector {
  readonly #workloads = new Map<string, WorkloadKey>();
  #nodes = false;
  #status = false;
  #scheduled = false;

  constructor(
    private readonly cluster: string,
    private readonly report: (change: MirrorChange) => void,
  ) {}

  workload({ kind, namespace, name }: WorkloadKey) {
    const key = { kind, namespace, name };
    this.#workloads.set(keyText(key), key);
    this.#schedule();
  }

  nodes() {
    this.#nodes = true;
    this.#schedule();
  }

  status() {
    this.#status = true;
    this.#schedule();
  }

  #schedule() {
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => this.#flush());
    }
  }

  #flush() {
    const change = {
      cluster: this.cluster,
      workloads: [...this.#workloads.values()],
      nodes: this.#nodes,
      status: this.#status,
    };
    this.#workloads.clear();
    this.#nodes = false;
    this.#status = false;
    this.#scheduled = false;
    this.report(change);
  }
}
