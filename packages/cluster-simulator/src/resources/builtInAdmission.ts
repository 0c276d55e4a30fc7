import type { IContainer } from 'kubernetes-models/v1/Container';
import { forbidden, notFound } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { Pod, Service } from '../objects/kinds';
import {
  BUILT_IN,
  EVENTS,
  NAMESPACES,
  PODS,
  ResourceType,
  SERVICES,
} from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { mapShared } from './json';
import { builtInKind, Kind, problemsOf } from './kinds';
import { withSchemaDefaults } from './schema';

/**
 * What the API server does with every object of its own kinds. Install it
 * before other admission.
 */
export function admitBuiltIns(api: ObjectApi) {
  BUILT_IN.forEach(type => admitKind(api, builtInKind(type)));
  api.admit(PODS, (pod, previous) => (previous ? pod : newPod(pod)));
  api.admit(SERVICES, serviceAddresses());
  api.admit(NAMESPACES, namespace => {
    const { labels, name } = namespace.metadata;
    const all = { 'kubernetes.io/metadata.name': name, ...labels };
    return { ...namespace, metadata: { ...namespace.metadata, labels: all } };
  });
}

/**
 * Completes each object of a kind, and checks it after the admission of others.
 *
 * @returns takes it back
 */
export function admitKind(api: ObjectApi, kind: Kind): () => void {
  const { type } = kind;
  const undo = [
    api.admit(type, (object, previous) => {
      // An event that cannot be written must not keep its writer from its work.
      if (!previous && type.namespaced && type.kind !== EVENTS.kind) {
        checkNamespace(api, type, object);
      }
      return withSchemaDefaults(kind.schema, object);
    }),
    api.admit(
      type,
      (object, previous) => {
        const problems = problemsOf(kind, object, previous);
        if (problems.causes.length > 0) {
          throw problems.error(type, object.metadata.name);
        }
        return object;
      },
      'validating',
    ),
  ];
  return () => undo.forEach(run => run());
}

/** @throws ApiError when the namespace is missing or being deleted */
function checkNamespace(
  api: ObjectApi,
  type: ResourceType,
  { metadata: { namespace = '', name } }: KubeObject,
) {
  const found = api.store.get(NAMESPACES, undefined, namespace);
  if (!found) {
    throw notFound(NAMESPACES, namespace);
  }
  if (found.metadata.deletionTimestamp) {
    const cause = {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    };
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    throw forbidden(type, name, why, [cause]);
  }
}

/** Gives Services a cluster IP in 10.96.0.0/16, which then stays. */
function serviceAddresses() {
  // Clusters keep the first addresses for themselves.
  let last = 255;
  return (service: Service, previous: Service | undefined): Service => {
    let clusterIP = service.spec.clusterIP || previous?.spec.clusterIP;
    if (!clusterIP) {
      last += 1;
      clusterIP = `10.96.${last >> 8}.${last % 256}`;
    }
    const spec = { ...service.spec, clusterIP, clusterIPs: [clusterIP] };
    return { ...service, spec };
  };
}

type Spec = Pod['spec'];
type Tolerations = NonNullable<Spec['tolerations']>;

/** What a new pod gets in addition to its template. */
function newPod(pod: Pod): Pod {
  const { containers, initContainers, tolerations } = pod.spec;
  const spec: Spec = {
    enableServiceLinks: true,
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
    ...pod.spec,
    containers: requestingLimits(containers),
    ...(initContainers && { initContainers: requestingLimits(initContainers) }),
    tolerations: withDefaultTolerations(tolerations),
  };
  return {
    ...pod,
    spec,
    status: { phase: 'Pending', qosClass: qosClass(spec), ...pod.status },
  };
}

/** What lists of containers became, for all pods that are made of them. */
const inPods = new WeakMap<IContainer[], IContainer[]>();

/** Requests default to limits. */
function requestingLimits(containers: IContainer[] = []): IContainer[] {
  let changed = inPods.get(containers);
  if (!changed) {
    changed = mapShared(containers, container => {
      const { limits, requests } = container.resources ?? {};
      const all = { ...limits, ...requests };
      return limits
        ? { ...container, resources: { ...container.resources, requests: all } }
        : container;
    });
    inPods.set(containers, changed);
  }
  return changed;
}

function withDefaultTolerations(given: Tolerations = []): Tolerations {
  const added = ['not-ready', 'unreachable'].map(condition => ({
    key: `node.kubernetes.io/${condition}`,
    operator: 'Exists' as const,
    effect: 'NoExecute' as const,
    tolerationSeconds: 300,
  }));
  const isMissing = ({ key }: Tolerations[0]) =>
    !given.some(other => !other.key || other.key === key);
  return [...given, ...added.filter(isMissing)];
}

function qosClass({ containers, initContainers = [] }: Spec) {
  const amounts = [...initContainers, ...containers].flatMap(
    ({ resources: { limits = {}, requests = {} } = {} }) =>
      ['cpu', 'memory'].map(name => [limits[name], requests[name]]),
  );
  if (amounts.flat().every(amount => amount === undefined)) {
    return 'BestEffort';
  }
  const isFixed = amounts.every(
    ([limit, request]) => limit !== undefined && limit === request,
  );
  return isFixed ? 'Guaranteed' : 'Burstable';
}
