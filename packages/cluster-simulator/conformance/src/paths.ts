/** The kinds that checks use: their group and version, by plural. */
const KINDS = {
  configmaps: { apiVersion: 'v1', kind: 'ConfigMap' },
  events: { apiVersion: 'v1', kind: 'Event' },
  namespaces: { apiVersion: 'v1', kind: 'Namespace' },
  nodes: { apiVersion: 'v1', kind: 'Node' },
  pods: { apiVersion: 'v1', kind: 'Pod' },
  secrets: { apiVersion: 'v1', kind: 'Secret' },
  services: { apiVersion: 'v1', kind: 'Service' },
  serviceaccounts: { apiVersion: 'v1', kind: 'ServiceAccount' },
  controllerrevisions: { apiVersion: 'apps/v1', kind: 'ControllerRevision' },
  deployments: { apiVersion: 'apps/v1', kind: 'Deployment' },
  replicasets: { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  statefulsets: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  horizontalpodautoscalers: {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
  },
  customresourcedefinitions: {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
  },
  leaderworkersets: {
    apiVersion: 'leaderworkerset.x-k8s.io/v1',
    kind: 'LeaderWorkerSet',
  },
} as const;

/** Plural of a kind. */
export type Plural = keyof typeof KINDS;

/**
 * The path of a collection, or of an object in it.
 *
 * @param namespace - `undefined` for all, and for kinds that are in none
 */
export function at(
  plural: Plural,
  namespace?: string,
  name?: string,
  subresource?: string,
): string {
  return pathOf(KINDS[plural].apiVersion, plural, {
    namespace,
    name,
    subresource,
  });
}

/** {@link at} for a kind that a check has registered itself. */
export function pathOf(
  apiVersion: string,
  plural: string,
  rest: { namespace?: string; name?: string; subresource?: string } = {},
): string {
  const { namespace, name, subresource } = rest;
  return [
    apiVersion.includes('/') ? '/apis' : '/api',
    apiVersion,
    ...(namespace === undefined ? [] : ['namespaces', namespace]),
    plural,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ].join('/');
}

/** The `apiVersion` and `kind` of a plural. */
export function typeOf(plural: Plural): { apiVersion: string; kind: string } {
  return { ...KINDS[plural] };
}

/** The plural of a kind. */
export function pluralOf(kind: string): Plural {
  const found = Object.entries(KINDS).find(([, type]) => type.kind === kind);
  if (!found) {
    throw new Error(`paths.ts does not know the kind ${kind}`);
  }
  return found[0] as Plural;
}
