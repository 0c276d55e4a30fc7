import {
  ControllerRevision,
  Deployment,
  EventObject,
  HorizontalPodAutoscaler,
  Node,
  Pod,
  ReplicaSet,
  Service,
  StatefulSet,
} from './kinds';
import { KubeObject } from './types';

/** A kind of object, and how the API serves it. */
export interface ResourceType<T extends KubeObject = KubeObject> {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames?: string[];
  categories?: string[];
  namespaced: boolean;
  /** Beside the object itself, such as `status`. */
  subresources: string[];
  /** `metadata.generation` counts the changes of an object's spec. */
  hasGeneration?: boolean;
  /** Only there to tell the types of objects apart. */
  readonly example?: T;
}

function builtIn<T extends KubeObject = KubeObject>(
  apiVersion: string,
  kind: string,
  options: Partial<ResourceType<T>> = {},
): ResourceType<T> {
  const [version, group = ''] = apiVersion.split('/').reverse();
  const singular = kind.toLocaleLowerCase('en-US');
  return {
    group,
    version,
    kind,
    singular,
    plural: `${singular}s`,
    namespaced: true,
    subresources: [],
    ...options,
  };
}

/** Of a kind that makes pods. */
const WORKLOAD = {
  categories: ['all'],
  subresources: ['status', 'scale'],
  hasGeneration: true,
};

/**
 * Pods, to be used with {@link SimulatedCluster.api}.
 *
 * @public
 */
export const PODS = builtIn<Pod>('v1', 'Pod', {
  shortNames: ['po'],
  categories: ['all'],
  subresources: ['status', 'log', 'binding'],
  hasGeneration: true,
});
export const NODES = builtIn<Node>('v1', 'Node', {
  shortNames: ['no'],
  namespaced: false,
  subresources: ['status'],
});
export const NAMESPACES = builtIn('v1', 'Namespace', {
  shortNames: ['ns'],
  namespaced: false,
  subresources: ['status'],
});
export const SERVICES = builtIn<Service>('v1', 'Service', {
  shortNames: ['svc'],
  categories: ['all'],
  subresources: ['status'],
});
export const EVENTS = builtIn<EventObject>('v1', 'Event', {
  shortNames: ['ev'],
});
export const CONFIG_MAPS = builtIn('v1', 'ConfigMap', { shortNames: ['cm'] });
export const DEPLOYMENTS = builtIn<Deployment>('apps/v1', 'Deployment', {
  ...WORKLOAD,
  shortNames: ['deploy'],
});
export const REPLICA_SETS = builtIn<ReplicaSet>('apps/v1', 'ReplicaSet', {
  ...WORKLOAD,
  shortNames: ['rs'],
});
export const STATEFUL_SETS = builtIn<StatefulSet>('apps/v1', 'StatefulSet', {
  ...WORKLOAD,
  shortNames: ['sts'],
});
export const CONTROLLER_REVISIONS = builtIn<ControllerRevision>(
  'apps/v1',
  'ControllerRevision',
);
export const HORIZONTAL_POD_AUTOSCALERS = builtIn<HorizontalPodAutoscaler>(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  { shortNames: ['hpa'], categories: ['all'], subresources: ['status'] },
);
export const CUSTOM_RESOURCE_DEFINITIONS = builtIn(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  {
    shortNames: ['crd', 'crds'],
    namespaced: false,
    subresources: ['status'],
    hasGeneration: true,
  },
);

/** What every cluster has, before any CRD. */
export const BUILT_IN: ResourceType[] = [
  PODS,
  NODES,
  NAMESPACES,
  SERVICES,
  EVENTS,
  CONFIG_MAPS,
  builtIn('v1', 'Secret'),
  builtIn('v1', 'ServiceAccount', { shortNames: ['sa'] }),
  builtIn('v1', 'ResourceQuota', {
    shortNames: ['quota'],
    subresources: ['status'],
  }),
  DEPLOYMENTS,
  REPLICA_SETS,
  STATEFUL_SETS,
  CONTROLLER_REVISIONS,
  HORIZONTAL_POD_AUTOSCALERS,
  builtIn('policy/v1', 'PodDisruptionBudget', {
    shortNames: ['pdb'],
    subresources: ['status'],
    hasGeneration: true,
  }),
  builtIn('networking.k8s.io/v1', 'Ingress', {
    plural: 'ingresses',
    shortNames: ['ing'],
    subresources: ['status'],
    hasGeneration: true,
  }),
  builtIn('networking.k8s.io/v1', 'NetworkPolicy', {
    plural: 'networkpolicies',
    shortNames: ['netpol'],
    hasGeneration: true,
  }),
  // Nothing controls the next four here. The Kubernetes plugin lists them for
  // each entity, and warns about a cluster that does not serve them.
  builtIn('v1', 'LimitRange', { shortNames: ['limits'] }),
  builtIn('apps/v1', 'DaemonSet', {
    shortNames: ['ds'],
    categories: ['all'],
    subresources: ['status'],
    hasGeneration: true,
  }),
  builtIn('batch/v1', 'Job', {
    categories: ['all'],
    subresources: ['status'],
    hasGeneration: true,
  }),
  builtIn('batch/v1', 'CronJob', {
    shortNames: ['cj'],
    categories: ['all'],
    subresources: ['status'],
    hasGeneration: true,
  }),
  builtIn('rbac.authorization.k8s.io/v1', 'Role'),
  builtIn('rbac.authorization.k8s.io/v1', 'RoleBinding'),
  CUSTOM_RESOURCE_DEFINITIONS,
] as ResourceType[];

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf({
  group,
  version,
}: Pick<ResourceType, 'group' | 'version'>): string {
  return group ? `${group}/${version}` : version;
}

/** `deployments.apps`, or `pods` for the core group: as errors name a kind. */
export function qualifiedName({
  group,
  plural,
}: Pick<ResourceType, 'group' | 'plural'>): string {
  return group ? `${plural}.${group}` : plural;
}
