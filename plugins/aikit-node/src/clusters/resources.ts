import { ResourceType } from './types';

function served(group: string, version: string, plural: string): ResourceType {
  return { group, version, plural };
}

/** @public */
export const LEADER_WORKER_SETS = served(
  'leaderworkerset.x-k8s.io',
  'v1',
  'leaderworkersets',
);

/** @public */
export const DEPLOYMENTS = served('apps', 'v1', 'deployments');

/** @public */
export const REPLICA_SETS = served('apps', 'v1', 'replicasets');

/** @public */
export const STATEFUL_SETS = served('apps', 'v1', 'statefulsets');

/** @public */
export const PODS = served('', 'v1', 'pods');

/** @public */
export const NODES = served('', 'v1', 'nodes');

/**
 * The core group's events. The API server serves those that were written as
 * `events.k8s.io` here as well.
 *
 * @public
 */
export const EVENTS = served('', 'v1', 'events');

/** @public */
export const SERVICES = served('', 'v1', 'services');

/** @public */
export const SECRETS = served('', 'v1', 'secrets');

/** @public */
export const HORIZONTAL_POD_AUTOSCALERS = served(
  'autoscaling',
  'v2',
  'horizontalpodautoscalers',
);

/** @public */
export const NAMESPACES = served('', 'v1', 'namespaces');

/** @public */
export const SERVICE_ACCOUNTS = served('', 'v1', 'serviceaccounts');

/** @public */
export const ROLES = served('rbac.authorization.k8s.io', 'v1', 'roles');

/** @public */
export const ROLE_BINDINGS = served(
  'rbac.authorization.k8s.io',
  'v1',
  'rolebindings',
);

/** @public */
export const NETWORK_POLICIES = served(
  'networking.k8s.io',
  'v1',
  'networkpolicies',
);

/** @public */
export const INGRESSES = served('networking.k8s.io', 'v1', 'ingresses');

/**
 * Routes of the Gateway API, which not every cluster has.
 *
 * @public
 */
export const HTTP_ROUTES = served(
  'gateway.networking.k8s.io',
  'v1',
  'httproutes',
);

/** @public */
export const POD_DISRUPTION_BUDGETS = served(
  'policy',
  'v1',
  'poddisruptionbudgets',
);
