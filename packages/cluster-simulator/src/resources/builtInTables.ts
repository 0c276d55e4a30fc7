import { JsonObject } from './json';

/**
 * Lists of built-in kinds whose items are merged, by type and field or by field
 * alone. The first key is the merge key of strategic merge patches. All other
 * lists are replaced as a whole.
 *
 * Source: `x-kubernetes-list-type` and `x-kubernetes-list-map-keys` of
 * Kubernetes 1.36's OpenAPI document.
 */
export const LIST_KEYS: Record<string, string[]> = {
  conditions: ['type'],
  containers: ['name'],
  env: ['name'],
  'PodSpec.imagePullSecrets': ['name'],
  initContainers: ['name'],
  ownerReferences: ['uid'],
  'Container.ports': ['containerPort', 'protocol'],
  'ServiceSpec.ports': ['port', 'protocol'],
  schedulingGates: ['name'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  volumeMounts: ['mountPath'],
  volumes: ['name'],
};

/** Types and maps that are owned as a whole; source as above. */
export const ATOMIC =
  /^(?!CrossVersion).*(Selector|Reference)$|^ServiceSpec\.selector$|^(RoleRef|ServiceBackendPort)$/;

function pullPolicy({ image = '' }: { image?: string }) {
  const [, tag = 'latest'] = /:([^/:]+)$/.exec(image) ?? [];
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

/** Only a rolling update has parameters. */
function rollingUpdate({ type }: { type?: string }) {
  return type === 'RollingUpdate' ? {} : undefined;
}

/**
 * What the API server fills in, by type and field, in this order. Source: the
 * `zz_generated.defaults.go` of Kubernetes 1.36, and its strategies' first
 * statuses.
 */
export const DEFAULTS: Record<string, JsonObject> = {
  PodSpec: {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  },
  Container: {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy,
  },
  ContainerPort: { protocol: 'TCP' },
  Probe: {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  },
  HTTPGetAction: { path: '/', scheme: 'HTTP' },
  ObjectFieldSelector: { apiVersion: 'v1' },
  PodTemplateSpec: { metadata: {} },
  Deployment: { status: {} },
  DeploymentSpec: {
    replicas: 1,
    strategy: {},
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  },
  DeploymentStrategy: { type: 'RollingUpdate', rollingUpdate },
  RollingUpdateDeployment: { maxUnavailable: '25%', maxSurge: '25%' },
  ReplicaSet: { status: { replicas: 0 } },
  ReplicaSetSpec: { replicas: 1 },
  StatefulSet: { status: { replicas: 0, availableReplicas: 0 } },
  StatefulSetSpec: {
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: {},
    revisionHistoryLimit: 10,
  },
  StatefulSetUpdateStrategy: { type: 'RollingUpdate', rollingUpdate },
  RollingUpdateStatefulSetStrategy: { partition: 0 },
  Service: { status: { loadBalancer: {} } },
  ServiceSpec: {
    type: 'ClusterIP',
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
  },
  ServicePort: { protocol: 'TCP', targetPort: ({ port }: JsonObject) => port },
  HorizontalPodAutoscalerSpec: { minReplicas: 1 },
  PodDisruptionBudget: {
    status: {
      disruptionsAllowed: 0,
      currentHealthy: 0,
      desiredHealthy: 0,
      expectedPods: 0,
    },
  },
  Ingress: { status: { loadBalancer: {} } },
  NetworkPolicyPort: { protocol: 'TCP' },
  RoleRef: { apiGroup: 'rbac.authorization.k8s.io' },
  Namespace: { status: { phase: 'Active' } },
  Secret: { type: 'Opaque' },
};

/**
 * Of the pods inside of CRDs: their schemas repeat what a PodSpec requires, and
 * little else.
 */
export const REQUIRED_IN_CRDS: Record<string, string[]> = {
  PodSpec: ['containers'],
  Container: ['name'],
};
export const DEFAULTS_IN_CRDS: Record<string, JsonObject> = {
  ContainerPort: { protocol: 'TCP' },
};
