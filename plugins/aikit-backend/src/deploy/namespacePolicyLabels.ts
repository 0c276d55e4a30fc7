import { FIELD_MANAGER, Manifest } from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { labelsOwnedBy } from './managedFields';

/**
 * The field manager under which a workload sets labels of its namespace. A
 * namespace is of several workloads: each has a manager of its own there, so
 * that one does not take away the labels that another has set, and two that
 * disagree are in conflict.
 *
 * @param workload - its name
 */
export function namespaceManager(workload: string): string {
  return `${FIELD_MANAGER}-${workload}`;
}

/**
 * The manifests with the labels in their Namespace that the workload has set
 * before and asks for no more. The others in the namespace count on them by
 * now, and server-side apply takes away what its manager leaves out. Labels
 * that somebody else has set or taken over meanwhile are left to them.
 *
 * @param workload - its name
 * @param live - the Namespace as it is
 */
export function withLabelsSetBefore(
  manifests: Manifest[],
  workload: string,
  live: KubernetesObject | undefined,
): Manifest[] {
  const before = live ? labelsOwnedBy(namespaceManager(workload), live) : {};
  return manifests.map(manifest =>
    manifest.kind === 'Namespace'
      ? {
          ...manifest,
          metadata: {
            ...manifest.metadata,
            labels: { ...before, ...manifest.metadata.labels },
          },
        }
      : manifest,
  );
}
