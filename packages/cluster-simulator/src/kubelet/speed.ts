/** How long things take, in seconds. */
export interface Speed {
  /** Pulling an image that the node does not have; some take half of it. */
  pull: number;
  /** From creating a container until it runs. */
  start: number;
  /** Running an init container. */
  init: number;
  /** From running until the probes succeed, if there are any. */
  ready: number;
  /** Ending a container; at most its pod's grace period. */
  stop: number;
}

export const SPEEDS = {
  /** For tests and big fleets: a pod that is bound is ready with one write. */
  instant: { pull: 0, start: 0, init: 0, ready: 0, stop: 0 },
  /** For people who watch. */
  realistic: { pull: 6, start: 1, init: 2, ready: 5, stop: 3 },
} satisfies Record<string, Speed>;
