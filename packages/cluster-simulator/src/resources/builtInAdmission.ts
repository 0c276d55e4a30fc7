import { ApiError, notFound } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { Pod } from '../objects/kinds';
import {
  BUILT_IN,
  DEPLOYMENTS,
  EVENTS,
  HORIZONTAL_POD_AUTOSCALERS,
  NAMESPACES,
  PODS,
  qualifiedName,
  REPLICA_SETS,
  ResourceType,
  SERVICES,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { builtInDefaults } from './builtInDefaults';
import { withDefaults } from './json';
import { qosClass } from './podDefaults';
import { createServiceAddresses } from './serviceAddresses';

type Tolerations = NonNullable<Pod['spec']['tolerations']>;

const FIRST_STATUS: [ResourceType, unknown][] = [
  [DEPLOYMENTS, {}],
  [REPLICA_SETS, { replicas: 0 }],
  [STATEFUL_SETS, { replicas: 0, availableReplicas: 0 }],
  [HORIZONTAL_POD_AUTOSCALERS, { desiredReplicas: 0, currentMetrics: null }],
  [NAMESPACES, { phase: 'Active' }],
  [SERVICES, { loadBalancer: {} }],
];

const TOLERATES_FIVE_MINUTES: Tolerations = ['not-ready', 'unreachable'].map(
  condition => ({
    key: `node.kubernetes.io/${condition}`,
    operator: 'Exists' as const,
    effect: 'NoExecute' as const,
    tolerationSeconds: 300,
  }),
);

/**
 * What the API server does with each object of its own kinds, whoever writes
 * it: defaults, a first status, addresses of Services, and the rule that
 * things are only made in namespaces that are there to stay. To be installed
 * before the admission of others.
 */
export function admitBuiltIns(api: ObjectApi) {
  for (const type of BUILT_IN) {
    // An event that cannot be written must not keep its writer from its work.
    if (type.namespaced && type.plural !== EVENTS.plural) {
      admitInNamespaces(api, type);
    }
    api.admit(type, object => builtInDefaults(type, object));
  }
  for (const [type, status] of FIRST_STATUS) {
    api.admit(type, (object, previous) =>
      previous || object.status ? object : { ...object, status },
    );
  }
  api.admit(PODS, (pod, previous) => (previous ? pod : newPod(pod)));
  api.admit(SERVICES, createServiceAddresses(api));
}

/** Objects of a kind are only made in namespaces that are there to stay. */
export function admitInNamespaces(api: ObjectApi, type: ResourceType) {
  return api.admit(type, (object, previous) => {
    if (!previous) {
      checkNamespace(api, type, object);
    }
    return object;
  });
}

/**
 * @throws ApiError 404 when the namespace does not exist, 403 when it is being
 *   deleted
 */
export function checkNamespace(
  api: ObjectApi,
  type: ResourceType,
  { metadata: { namespace = '', name } }: KubeObject,
) {
  const found = api.store.get(NAMESPACES, undefined, namespace);
  if (!found) {
    throw notFound(NAMESPACES, namespace);
  }
  if (found.metadata.deletionTimestamp) {
    throw new ApiError(
      403,
      'Forbidden',
      `${qualifiedName(
        type,
      )} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
      {
        name,
        ...(type.group && { group: type.group }),
        kind: type.plural,
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      },
    );
  }
}

function newPod(pod: Pod): Pod {
  const spec = withDefaults(pod.spec, {
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
  });
  return {
    ...pod,
    spec: { ...spec, tolerations: tolerations(spec.tolerations) },
    status: { phase: 'Pending', qosClass: qosClass(spec), ...pod.status },
  };
}

function tolerations(given: Tolerations = []): Tolerations {
  if (given.length === 0) {
    return TOLERATES_FIVE_MINUTES;
  }
  const covers = (key: string) =>
    given.some(
      toleration =>
        (!toleration.key || toleration.key === key) &&
        (!toleration.effect || toleration.effect === 'NoExecute'),
    );
  return [
    ...given,
    ...TOLERATES_FIVE_MINUTES.filter(({ key }) => !covers(key!)),
  ];
}
