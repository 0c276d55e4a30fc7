import { ClustersResponse } from '@aikit-backstage/plugin-aikit-common';
import { clusterAccelerators } from '@aikit-backstage/plugin-aikit-node';
import { ClusterMirror, Mirrors } from '../mirror/types';
import { LwsVersions } from './lwsController';

type ClusterOverview = ClustersResponse['items'][number];

/** Counted from a cluster's nodes and pods. */
type Counts = Pick<ClusterOverview, 'nodes' | 'accelerators'>;

/**
 * Clusters, their state and their accelerators. Nodes and pods are counted
 * again only when something of them has changed, and somebody asks.
 */
export class ClusterOverviews {
  readonly #mirrors: Mirrors;
  readonly #counts = new Map<string, Counts>();
  readonly #lwsVersions = new LwsVersions();
  #unsubscribe?: () => void;

  constructor(options: { mirrors: Mirrors }) {
    this.#mirrors = options.mirrors;
  }

  start(): void {
    this.#unsubscribe = this.#mirrors.subscribe(change => {
      if (change.nodes || change.status) {
        this.#counts.delete(change.cluster);
      }
      this.#lwsVersions.heed(change, this.#mirrors.get(change.cluster));
    });
  }

  stop(): void {
    this.#unsubscribe?.();
  }

  get(): ClustersResponse {
    return {
      items: this.#mirrors.list().map(mirror => {
        const version = this.#lwsVersions.of(mirror);
        return {
          ...mirror.status(),
          ...(mirror.title && { title: mirror.title }),
          leaderWorkerSet: mirror.leaderWorkerSet(),
          ...(version && { leaderWorkerSetVersion: version }),
          ...this.#count(mirror),
        };
      }),
    };
  }

  #count(mirror: ClusterMirror): Counts {
    const known = this.#counts.get(mirror.cluster);
    if (known) {
      return known;
    }
    const nodes = [...mirror.nodes()];
    const counts = {
      nodes: {
        total: nodes.length,
        ready: nodes.filter(({ ready }) => ready).length,
      },
      accelerators: clusterAccelerators(nodes, mirror.pods()),
    };
    this.#counts.set(mirror.cluster, counts);
    return counts;
  }
}
