import type { ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import {
  AFFINITY,
  CLASS_NAMES,
  ENV,
  ENV_FROM,
  MOUNTS,
  PROBE,
  SPREAD,
  TOLERATIONS,
  VOLUMES,
  ZONE,
} from './podValues';

const POD_READER = [
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
];

/** What both modes have at the top level. */
const COMMON: ValuesMap = {
  image: {
    repository: 'ghcr.io/kaito-project/aikit/llama3.1',
    tag: '8b',
    pullPolicy: 'Always',
  },
  imagePullSecrets: [{ name: 'registry' }],
  nameOverride: 'llm',
  podAnnotations: { 'example.com/note': 'kitchen sink' },
  podLabels: { team: 'search' },
  podSecurityContext: {
    fsGroup: 999,
    fsGroupChangePolicy: 'OnRootMismatch',
    supplementalGroups: [999],
  },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    runAsUser: 1000,
  },
  enableRuntimeDefaultSeccompProfile: true,
  command: ['/usr/bin/local-ai'],
  args: ['run', '--debug'],
  env: ENV,
  envFrom: ENV_FROM,
  ports: [{ name: 'metrics', containerPort: 9090, protocol: 'TCP' }],
  startupProbe: { ...PROBE, tcpSocket: { port: 'http' } },
  livenessProbe: { ...PROBE, terminationGracePeriodSeconds: 20 },
  readinessProbe: { ...PROBE, initialDelaySeconds: 5, successThreshold: 2 },
  volumes: VOLUMES,
  volumeMounts: MOUNTS,
  nodeSelector: { pool: 'gpu' },
  tolerations: TOLERATIONS,
  affinity: AFFINITY,
  topologySpreadConstraints: SPREAD,
  terminationGracePeriodSeconds: 120,
  ...CLASS_NAMES,
  resources: {
    limits: { 'nvidia.com/gpu': 1, memory: '65536Mi', cpu: '8000m' },
    requests: { cpu: 4, memory: '32Gi', 'ephemeral-storage': '10Gi' },
  },
  serviceAccount: {
    create: true,
    annotations: { 'example.com/role': 'reader' },
    automountServiceAccountToken: true,
  },
  rbac: {
    create: true,
    rules: [
      ...POD_READER,
      { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: ['chat'],
        verbs: ['update'],
      },
    ],
  },
  networkPolicy: {
    enabled: true,
    from: [
      {
        namespaceSelector: { matchLabels: { team: 'search' } },
        podSelector: {
          matchExpressions: [
            { key: 'app', operator: 'In', values: ['web', 'agent'] },
          ],
        },
      },
      { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
    ],
  },
  podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  kueue: { queueName: 'gpu', priorityClass: 'batch' },
  namespace: {
    podSecurity: {
      enforce: 'privileged',
      audit: 'restricted',
      warn: 'baseline',
    },
  },
  ingress: {
    enabled: true,
    className: 'nginx',
    annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '600' },
    hosts: [
      {
        host: 'chat.example.com',
        paths: [{ path: '/v1', pathType: 'Prefix' }],
      },
    ],
    tls: [{ secretName: 'chat-tls', hosts: ['chat.example.com'] }],
  },
  httpRoute: {
    enabled: true,
    annotations: { 'example.com/note': 'x' },
    parentRefs: [{ name: 'gateway', namespace: 'infra', sectionName: 'https' }],
    hostnames: ['chat.example.com'],
    matches: [{ path: { type: 'PathPrefix', value: '/v1' } }],
  },
};

/** Values of a Deployment that use every key it has. */
export const STANDARD_SINK: ValuesMap = {
  ...COMMON,
  replicaCount: 2,
  port: 8000,
  strategy: {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: '200%', maxUnavailable: '25%' },
  },
  service: {
    type: 'NodePort',
    port: 80,
    targetPort: 'http',
    nodePort: 30080,
    annotations: { 'example.com/note': 'x' },
    extraPorts: [
      { name: 'metrics', port: 9090, targetPort: 'metrics', protocol: 'TCP' },
    ],
  },
};

function role(port: number): ValuesMap {
  return {
    image: { repository: 'docker.io/vllm/vllm-openai', tag: 'v0.9.0' },
    command: ['sh', '-c'],
    args: ['serve'],
    env: ENV,
    envFrom: ENV_FROM,
    ports: [{ name: 'ray', containerPort: 6379 }],
    port,
    resources: { limits: { 'nvidia.com/gpu': '2', memory: '128Gi' } },
    securityContext: { runAsUser: 2000, fsGroup: 2000 },
    startupProbe: { ...PROBE, tcpSocket: { port } },
    livenessProbe: { ...PROBE, exec: { command: ['true'] }, httpGet: null },
    readinessProbe: { ...PROBE, tcpSocket: { port: 'ray' }, httpGet: null },
    volumes: VOLUMES.slice(0, 3),
    volumeMounts: [
      ...MOUNTS.slice(0, 3),
      { name: 'weights', mountPath: '/weights', subPath: 'llama' },
    ],
    nodeSelector: { 'node.kubernetes.io/instance-type': 'g5.4xlarge' },
    tolerations: TOLERATIONS,
    affinity: AFFINITY,
    topologySpreadConstraints: SPREAD,
    podLabels: { tier: 'gpu' },
    podAnnotations: { 'example.com/tier': 'gpu' },
    serviceAccountName: 'runner',
    terminationGracePeriodSeconds: 300,
    ...CLASS_NAMES,
  };
}

/** Values of a LeaderWorkerSet that use every key it has. */
export const DISTRIBUTED_SINK: ValuesMap = {
  ...COMMON,
  leaderWorkerSet: {
    enabled: true,
    replicas: 2,
    annotations: { 'example.com/note': 'x' },
    exclusiveTopology: 'example.com/rack',
    subGroupExclusiveTopology: ZONE,
    startupPolicy: 'LeaderReady',
    networkConfig: { subdomainPolicy: 'UniquePerReplica' },
    rolloutStrategy: {
      type: 'RollingUpdate',
      rollingUpdateConfiguration: {
        maxUnavailable: '50%',
        maxSurge: 1,
        partition: 0,
      },
    },
    leaderWorkerTemplate: {
      size: 5,
      restartPolicy: 'RecreateGroupAfterStart',
      subGroupPolicy: { subGroupPolicyType: 'LeaderExcluded', subGroupSize: 2 },
      volumeClaimTemplates: [
        {
          metadata: { name: 'weights' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'fast',
            volumeMode: 'Filesystem',
            resources: { requests: { storage: '1024Gi' } },
          },
        },
      ],
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: 'Delete',
        whenScaled: 'Retain',
      },
    },
    leader: role(8000),
    worker: role(50052),
  },
};

/** Values of an autoscaler: it and a fixed number of replicas exclude each other. */
export const AUTOSCALED_SINK: ValuesMap = {
  fullnameOverride: 'sink-autoscaled',
  global: {},
  postInstall: { labelNamespace: { enabled: false } },
  autoscaling: {
    enabled: true,
    minReplicas: 1,
    maxReplicas: 4,
    targetCPUUtilizationPercentage: 80,
    targetMemoryUtilizationPercentage: 90,
  },
  resources: { requests: { cpu: '1', memory: '8Gi' } },
  podDisruptionBudget: { enabled: true, minAvailable: '50%' },
  serviceAccount: { create: false, name: 'runner' },
  rbac: { create: true, rules: POD_READER },
};
