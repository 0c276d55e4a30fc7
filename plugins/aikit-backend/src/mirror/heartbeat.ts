import {
  Clock,
  ClusterAccess,
  ClusterError,
  Instant,
  NODES,
  pause,
} from '@aikit-backstage/plugin-aikit-node';

const INTERVAL_MS = 10_000;
const TIMEOUT_MS = 5000;

export interface HeartbeatOptions {
  access: ClusterAccess;
  cluster: string;
  clock: Clock;
  /** When the cluster was last heard of. */
  lastContact: () => Instant | undefined;
  /** Whether there is a watch that could be dead. */
  isWatching: () => boolean;
  onAlive: () => void;
  onDead: (error: ClusterError) => void;
}

/**
 * Finds out that a cluster has died under its watches. The Kubernetes
 * backend's proxy keeps the client's side of a watch open when the API
 * server's side breaks, so that a dead watch looks like a quiet one. A cluster
 * that has been quiet for a while is therefore asked for something small.
 */
export async function runHeartbeat(
  options: HeartbeatOptions,
  signal: AbortSignal,
): Promise<void> {
  const { clock, isWatching, lastContact } = options;
  while (!signal.aborted) {
    await pause(clock, INTERVAL_MS, signal);
    const last = lastContact()?.elapsed ?? -Infinity;
    const quiet = clock.now().elapsed - last >= INTERVAL_MS;
    if (!signal.aborted && quiet && isWatching()) {
      await probe(options, signal);
    }
  }
}

async function probe(
  { access, cluster, onAlive, onDead }: HeartbeatOptions,
  signal: AbortSignal,
) {
  const request = { signal, limit: 1, timeoutMs: TIMEOUT_MS };
  try {
    for await (const page of access.list(cluster, NODES, request)) {
      if (page) {
        break;
      }
    }
    onAlive();
  } catch (error) {
    if (signal.aborted || !ClusterError.is(error)) {
      return;
    }
    // Any other refusal is a sign of life.
    if (error.kind === 'unreachable') {
      onDead(error);
    } else {
      onAlive();
    }
  }
}
