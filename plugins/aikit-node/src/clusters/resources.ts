import { ResourceType } from './types';

/** @public */
export const LEADER_WORKER_SETS: ResourceType = {
  group: 'leaderworkerset.x-k8s.io',
  version: 'v1',
  plural: 'leaderworkersets',
};

/** @public */
export const DEPLOYMENTS: ResourceType = {
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
};

/** @public */
export const REPLICA_SETS: ResourceType = {
  group: 'apps',
  version: 'v1',
  plural: 'replicasets',
};

/** @public */
export const STATEFUL_SETS: ResourceType = {
  group: 'apps',
  version: 'v1',
  plural: 'statefulsets',
};

/** @public */
export const PODS: ResourceType = { group: '', version: 'v1', plural: 'pods' };

/** @public */
export const NODES: ResourceType = {
  group: '',
  version: 'v1',
  plural: 'nodes',
};

/**
 * The core group's events. The API server serves those that were written as
 * `events.k8s.io` here as well.
 *
 * @public
 */
export const EVENTS: ResourceType = {
  group: '',
  version: 'v1',
  plural: 'events',
};

/** @public */
export const SERVICES: ResourceType = {
  group: '',
  version: 'v1',
  plural: 'services',
};

/** @public */
export const SECRETS: ResourceType = {
  group: '',
  version: 'v1',
  plural: 'secrets',
};

/** @public */
export const HORIZONTAL_POD_AUTOSCALERS: ResourceType = {
  group: 'autoscaling',
  version: 'v2',
  plural: 'horizontalpodautoscalers',
};

/** @public */
export const NAMESPACES: ResourceType = {
  group: '',
  version: 'v1',
  plural: 'namespaces',
};

/** @public */
export const SERVICE_ACCOUNTS: ResourceType = {
  group: '',
  version: 'v1',
  plural: 'serviceaccounts',
};

/** @public */
export const ROLES: ResourceType = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: 'roles',
};

/** @public */
export const ROLE_BINDINGS: ResourceType = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: 'rolebindings',
};

/** @public */
export const NETWORK_POLICIES: ResourceType = {
  group: 'networking.k8s.io',
  version: 'v1',
  plural: 'networkpolicies',
};

/** @public */
export const INGRESSES: ResourceType = {
  group: 'networking.k8s.io',
  version: 'v1',
  plural: 'ingresses',
};

/**
 * Routes of the Gateway API, which not every cluster has.
 *
 * @public
 */
export const HTTP_ROUTES: ResourceType = {
  group: 'gateway.networking.k8s.io',
  version: 'v1',
  plural: 'httproutes',
};

/** @public */
export const POD_DISRUPTION_BUDGETS: ResourceType = {
  group: 'policy',
  version: 'v1',
  plural: 'poddisruptionbudgets',
};
