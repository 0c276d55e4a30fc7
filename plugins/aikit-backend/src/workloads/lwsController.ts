import { ObservedWorkload } from '@aikit-backstage/plugin-aikit-node';
import { ClusterMirror, MirrorChange } from '../mirror/types';

const TAG = /^v?(?<version>\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/;

function splitImage(image: string): { repository: string; tag?: string } {
  const [named] = image.split('@');
  const path = named.split('/');
  const [last, tag] = path.pop()!.split(':');
  return { repository: [...path, last].join('/'), tag };
}

/**
 * Whether a Deployment is the controller of LeaderWorkerSet. Its manifests and
 * its Helm chart give it different names, but the same label, and an image
 * that keeps its path `lws/lws` when a company's registry mirrors it.
 */
export function isLwsController(workload: ObservedWorkload): boolean {
  const { kind, labels, image = '' } = workload;
  return (
    kind === 'Deployment' &&
    labels['control-plane'] === 'controller-manager' &&
    splitImage(image).repository.endsWith('/lws/lws')
  );
}

/**
 * The controller's release, such as `0.9.0`; undefined for a build that is no
 * release (`main`), and for an image that only a digest names.
 */
export function lwsVersionOf(controller: ObservedWorkload): string | undefined {
  const { tag = '' } = splitImage(controller.image ?? '');
  return TAG.exec(tag)?.groups?.version;
}

/** The controller of LeaderWorkerSet on a cluster, if it can be seen. */
export function findLwsController(
  mirror: ClusterMirror,
): ObservedWorkload | undefined {
  return [...mirror.workloads()].find(isLwsController);
}

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
