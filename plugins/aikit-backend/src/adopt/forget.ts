import { ReleaseTarget } from '@aikit-backstage/plugin-aikit-common';
import {
  ClusterError,
  ClusterAccess,
  ObjectReference,
  SECRETS,
} from '@aikit-backstage/plugin-aikit-node';
import { isKind, resourceOf } from '../deploy/kinds';
import { Steps } from '../deploy/Steps';
import { Adoption } from './adoption';
import { ReleaseObject } from './releaseRecord';

/**
 * Of what a release has beside the workload, such as the chart's second
 * Service: what still bears the release's labels, of kinds that the portal
 * knows. The rest stays.
 */
export async function forgettable(
  access: ClusterAccess,
  { cluster, namespace, release }: ReleaseTarget,
  { surplus }: Adoption,
): Promise<ReleaseObject[]> {
  const checked = await Promise.all(
    surplus.map(async object => {
      const reference = referenceTo(object, namespace);
      if (!reference) {
        return undefined;
      }
      try {
        const { metadata } = await access.get(cluster, reference);
        const { labels = {} } = metadata;
        return labels['app.kubernetes.io/managed-by'] === 'Helm' &&
          labels['app.kubernetes.io/instance'] === release
          ? object
          : undefined;
      } catch (error) {
        if (ClusterError.is(error, 'notFound')) {
          return undefined;
        }
        throw error;
      }
    }),
  );
  return checked.filter(object => object !== undefined);
}

/** Deletes what only the release has, and then Helm's records of it. */
export async function forgetRelease(
  access: ClusterAccess,
  { cluster, namespace }: ReleaseTarget,
  {
    steps,
    surplus,
    secrets,
  }: { steps: Steps; surplus: ReleaseObject[]; secrets: string[] },
): Promise<void> {
  for (const object of surplus) {
    const reference = referenceTo(object, namespace);
    if (reference) {
      await steps.run({
        what: `delete ${object.kind} ${object.name}`,
        run: () => access.delete(cluster, reference),
        change: () => ({ ...object, change: 'deleted' }),
      });
    }
  }
  for (const name of secrets) {
    await steps.run({
      what: `delete Secret ${name}`,
      run: () => access.delete(cluster, { resource: SECRETS, namespace, name }),
      change: () => ({
        apiVersion: 'v1',
        kind: 'Secret',
        name,
        change: 'deleted',
      }),
    });
  }
}

function referenceTo(
  { kind, name }: ReleaseObject,
  namespace: string,
): ObjectReference | undefined {
  return isKind(kind) && kind !== 'Namespace'
    ? { resource: resourceOf(kind), namespace, name }
    : undefined;
}
