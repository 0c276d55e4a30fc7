import type { ValuesMap } from './merge';

/** Freezes data at every depth: it is everybody's, and nobody's to change. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

/**
 * Values of the AIKit chart where a user gives none: those of the released
 * chart, and for `leaderWorkerSet` those of the branch that has it, less what
 * cannot work there (no default leader command, worker port or environment,
 * and distributed mode is off until it is asked for). Frozen at every depth.
 *
 * Source: `charts/aikit/values.yaml` of kaito-project/aikit, main (0.21), and
 * of sozercan/aikit, branch `lws2`.
 *
 * @public
 */
export const DEFAULT_VALUES: ValuesMap = frozen({
  image: {
    repository: 'ghcr.io/kaito-project/aikit/llama3.1',
    tag: '8b',
    pullPolicy: 'IfNotPresent',
  },
  replicaCount: 1,
  leaderWorkerSet: {
    enabled: false,
    replicas: 1,
    leaderWorkerTemplate: {
      size: 2,
      restartPolicy: 'RecreateGroupOnPodRestart',
    },
    leader: {
      image: {},
      port: 8080,
      resources: {},
      securityContext: {},
      args: [],
      command: [],
      env: [],
    },
    worker: {
      image: {},
      resources: {},
      securityContext: {},
      args: [],
      command: [],
      env: [],
    },
  },
  imagePullSecrets: [],
  nameOverride: '',
  fullnameOverride: '',
  podAnnotations: {},
  podLabels: {},
  podSecurityContext: { fsGroup: 999, supplementalGroups: [999] },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: false,
    runAsGroup: 999,
    runAsNonRoot: true,
    runAsUser: 1000,
  },
  service: { type: 'ClusterIP', port: 8080 },
  resources: {
    limits: { memory: '8Gi' },
    requests: { cpu: '100m', memory: '128Mi' },
  },
  livenessProbe: { httpGet: { path: '/', port: 'http' } },
  readinessProbe: { httpGet: { path: '/', port: 'http' } },
  autoscaling: {
    enabled: false,
    minReplicas: 1,
    maxReplicas: 100,
    targetCPUUtilizationPercentage: 80,
  },
  nodeSelector: {},
  tolerations: [],
  affinity: {},
  enableRuntimeDefaultSeccompProfile: true,
});
