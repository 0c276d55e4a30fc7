import { ClusterMirror, MirrorChange } from '../mirror/types';
import {
  findLwsController,
  isLwsController,
  lwsVersionOf,
} from './lwsController';

/**
 * The release of LeaderWorkerSet on each cluster. All Deployments of a cluster
 * are looked through once, and again only when its controller has changed.
 */
export class LwsVersions {
  readonly #known = new Map<string, { key?: string; version?: string }>();

  /** Forgets what a change may have made wrong. */
  heed(change: MirrorChange, mirror: ClusterMirror | undefined): void {
    const known = this.#known.get(change.cluster);
    const concerns =
      change.status ||
      change.workloads.some(key => {
        const workload = mirror?.workload(key);
        return (
          (workload && isLwsController(workload)) ||
          known?.key === `${key.namespace}/${key.name}`
        );
      });
    if (concerns) {
      this.#known.delete(change.cluster);
    }
  }

  /** Such as `0.9.0`; undefined when it is not known. */
  of(mirror: ClusterMirror): string | undefined {
    const known = this.#known.get(mirror.cluster);
    if (known) {
      return known.version;
    }
    const controller = findLwsController(mirror);
    const found = controller && {
      key: `${controller.namespace}/${controller.name}`,
      version: lwsVersionOf(controller),
    };
    this.#known.set(mirror.cluster, found ?? {});
    return found?.version;
  }
}
