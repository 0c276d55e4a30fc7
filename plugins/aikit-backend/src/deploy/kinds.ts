import {
  DEPLOYMENTS,
  HORIZONTAL_POD_AUTOSCALERS,
  HTTP_ROUTES,
  INGRESSES,
  LEADER_WORKER_SETS,
  NAMESPACES,
  NETWORK_POLICIES,
  POD_DISRUPTION_BUDGETS,
  ResourceType,
  ROLE_BINDINGS,
  ROLES,
  SERVICE_ACCOUNTS,
  SERVICES,
} from '@aikit-backstage/plugin-aikit-node';

/**
 * What pods must find when they are made. A controller whose first pod is
 * refused for a missing account says so, and to whoever waits for the workload
 * it has failed; and a port that a policy closes would be open at first.
 *
 * They stand without the workload while it is half-done. The renderer gives
 * each of them the annotation with the entity, as it does the workload, so that
 * what is left can be found, authorised, continued and removed.
 */
export const PREREQUISITE_KINDS = [
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'NetworkPolicy',
] as const;

/** The kinds that are a workload, and not an accessory of one. */
export const WORKLOAD_KINDS = ['LeaderWorkerSet', 'Deployment'] as const;

/**
 * The kinds of object that make up a workload, in the order in which they are
 * submitted; they are removed in the reverse order.
 *
 * What the pods need comes first, then the workload itself, and what points at
 * it last. There is always one that carries the entity, from the first object
 * to come to the last one to go.
 */
export const KINDS = [
  ...PREREQUISITE_KINDS,
  ...WORKLOAD_KINDS,
  'Service',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Ingress',
  'HTTPRoute',
] as const;

/**
 * Kinds that the portal's account must be able to read in every cluster. The
 * others it may be kept from, where nobody uses them.
 */
export const CORE_KINDS: readonly Kind[] = [
  ...WORKLOAD_KINDS,
  'Service',
  'HorizontalPodAutoscaler',
];

/**
 * One of {@link KINDS}, or the namespace: a workload may set labels of it, but
 * it is no part of the workload, and never removed.
 */
export type Kind = (typeof KINDS)[number] | 'Namespace';

const RESOURCES: Record<Kind, ResourceType> = {
  Namespace: NAMESPACES,
  ServiceAccount: SERVICE_ACCOUNTS,
  Role: ROLES,
  RoleBinding: ROLE_BINDINGS,
  NetworkPolicy: NETWORK_POLICIES,
  LeaderWorkerSet: LEADER_WORKER_SETS,
  Deployment: DEPLOYMENTS,
  Service: SERVICES,
  HorizontalPodAutoscaler: HORIZONTAL_POD_AUTOSCALERS,
  PodDisruptionBudget: POD_DISRUPTION_BUDGETS,
  Ingress: INGRESSES,
  HTTPRoute: HTTP_ROUTES,
};

/** Where the API server serves a kind. */
export function resourceOf(kind: Kind): ResourceType {
  return RESOURCES[kind];
}

/** The `apiVersion` of a kind, as its manifests have it. */
export function apiVersionOf(kind: Kind): string {
  const { group, version } = RESOURCES[kind];
  return group ? `${group}/${version}` : version;
}

/** Narrows the kind of a manifest. */
export function isKind(kind: string): kind is Kind {
  return Object.hasOwn(RESOURCES, kind);
}

/** Whether a kind is one of {@link WORKLOAD_KINDS}. */
export function isWorkload(kind: Kind): boolean {
  return WORKLOAD_KINDS.some(workload => workload === kind);
}

/** Whether a kind is one of {@link PREREQUISITE_KINDS}. */
export function isPrerequisite(kind: Kind): boolean {
  return PREREQUISITE_KINDS.some(prerequisite => prerequisite === kind);
}

/** Where a kind comes in a submission: the namespace, then {@link KINDS}. */
export function rank(kind: Kind): number {
  return KINDS.findIndex(other => other === kind);
}
