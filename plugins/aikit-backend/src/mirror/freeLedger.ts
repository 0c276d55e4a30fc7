import {
  freeAccelerators,
  ObservedNode,
  ObservedPod,
} from '@aikit-backstage/plugin-aikit-node';
import { isDeepStrictEqual } from 'node:util';

/**
 * What is free on each node, worked out anew only after something has changed
 * that it depends on. Pods without accelerators are left out: a cluster may
 * have a hundred thousand of them.
 */
export class FreeLedger {
  readonly #placed = new Map<string, ObservedPod>();
  #free?: Record<string, Record<string, number>>;

  /** @returns whether what is free may have changed */
  updatePod(
    before: ObservedPod | undefined,
    after: ObservedPod | undefined,
  ): boolean {
    const was = before && isPlaced(before) ? before : undefined;
    const is = after && isPlaced(after) ? after : undefined;
    if (is) {
      this.#placed.set(is.uid, is);
    } else if (was) {
      this.#placed.delete(was.uid);
    }
    const changed =
      was?.nodeName !== is?.nodeName ||
      was?.phase !== is?.phase ||
      !isDeepStrictEqual(was?.accelerators, is?.accelerators);
    if (changed) {
      this.#free = undefined;
    }
    return changed;
  }

  /** A node has come, gone or changed. */
  updateNodes() {
    this.#free = undefined;
  }

  free(nodes: Iterable<ObservedNode>): Record<string, Record<string, number>> {
    const free = this.#free ?? freeAccelerators(nodes, this.#placed.values());
    this.#free = free;
    return free;
  }
}

function isPlaced({ nodeName, accelerators }: ObservedPod): boolean {
  return nodeName !== undefined && Object.keys(accelerators).length > 0;
}
