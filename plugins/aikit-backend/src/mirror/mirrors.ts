import {
  Clock,
  ClusterAccess,
  ClusterInfo,
  pause,
  systemClock,
} from '@aikit-backstage/plugin-aikit-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Backoff } from './backoff';
import { LiveClusterMirror } from './clusterMirror';
import { ClusterMirror, MirrorChange, Mirrors } from './types';

const POLL_MS = 30_000;

export interface ClusterMirrorsOptions {
  clusterAccess: ClusterAccess;
  logger: LoggerService;
  /** For tests. */
  clock?: Clock;
  /** For tests: from 0 up to 1. */
  random?: () => number;
}

/**
 * One mirror for each cluster that the Kubernetes backend has, with a look
 * every half minute at which those are. Each runs by itself: what happens to
 * one cluster is of no consequence to the others.
 */
export class ClusterMirrors implements Mirrors {
  readonly #access: ClusterAccess;
  readonly #logger: LoggerService;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #mirrors = new Map<string, LiveClusterMirror>();
  readonly #infos = new Map<string, ClusterInfo>();
  readonly #subscribers = new Set<(change: MirrorChange) => void>();
  readonly #abort = new AbortController();
  #running?: Promise<void>;

  constructor(options: ClusterMirrorsOptions) {
    this.#access = options.clusterAccess;
    this.#logger = options.logger;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
  }

  start() {
    this.#running ??= this.#run(this.#abort.signal);
  }

  /** Ends all mirrors; resolves when nothing of them runs any more. */
  async stop() {
    this.#abort.abort();
    this.#subscribers.clear();
    await this.#running;
    await Promise.all([...this.#mirrors.values()].map(mirror => mirror.stop()));
    this.#mirrors.clear();
    this.#infos.clear();
  }

  list(): ClusterMirror[] {
    return [...this.#mirrors.values()];
  }

  get(cluster: string): ClusterMirror | undefined {
    return this.#mirrors.get(cluster);
  }

  subscribe(onChange: (change: MirrorChange) => void): () => void {
    // Wrapped, so that the same function may subscribe twice.
    const subscriber = (change: MirrorChange) => onChange(change);
    this.#subscribers.add(subscriber);
    return () => {
      this.#subscribers.delete(subscriber);
    };
  }

  async #run(signal: AbortSignal) {
    const backoff = new Backoff(this.#random);
    while (!signal.aborted) {
      let delay = POLL_MS;
      try {
        const infos = await this.#access.clusters({ signal });
        backoff.reset();
        await this.#reconcile(infos);
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        delay = backoff.next();
        this.#logger.warn(
          `Cannot tell which clusters there are: ${stringifyError(error)}`,
        );
      }
      await pause(this.#clock, delay, signal);
    }
  }

  async #reconcile(infos: ClusterInfo[]) {
    const wanted = new Map(infos.map(info => [info.name, info]));
    for (const [name, info] of this.#infos) {
      if (!sameInfo(info, wanted.get(name))) {
        await this.#remove(name);
      }
    }
    for (const [name, info] of wanted) {
      if (!this.#mirrors.has(name)) {
        this.#add(info);
      }
    }
  }

  #add(info: ClusterInfo) {
    const mirror = new LiveClusterMirror({
      access: this.#access,
      info,
      logger: this.#logger,
      clock: this.#clock,
      random: this.#random,
      onChange: change => this.#publish(change),
    });
    this.#infos.set(info.name, info);
    this.#mirrors.set(info.name, mirror);
    mirror.start();
  }

  async #remove(name: string) {
    const mirror = this.#mirrors.get(name);
    this.#mirrors.delete(name);
    this.#infos.delete(name);
    await mirror?.stop();
  }

  #publish(change: MirrorChange) {
    for (const subscriber of this.#subscribers) {
      try {
        subscriber(change);
      } catch (error) {
        this.#logger.error(
          `A change of cluster '${
            change.cluster
          }' could not be handled: ${stringifyError(error)}`,
        );
      }
    }
  }
}

function sameInfo(a: ClusterInfo, b: ClusterInfo | undefined): boolean {
  return (
    b !== undefined && a.title === b.title && a.unsupported === b.unsupported
  );
}
