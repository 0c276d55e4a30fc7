/* Values of pods, for the server, the leader and the workers alike. */

/** Classes that pods of these values name: a cluster must have them. */
export const CLASSES = { priority: 'batch', runtime: 'nvidia' };

/** Label of nodes that pods are spread over. */
export const ZONE = 'topology.kubernetes.io/zone';
/** What every probe has. */
export const PROBE = {
  periodSeconds: 10,
  timeoutSeconds: 3,
  failureThreshold: 60,
};

/** Both kinds of toleration: for good, and for a time. */
export const TOLERATIONS = [
  { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  {
    key: 'node.kubernetes.io/not-ready',
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 60,
  },
];

/** To nodes and away from pods. */
export const AFFINITY = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        {
          matchExpressions: [
            { key: ZONE, operator: 'In', values: ['zone-a', 'zone-b'] },
          ],
        },
      ],
    },
  },
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 50,
        podAffinityTerm: {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: { team: 'search' } },
        },
      },
    ],
  },
};

/** A constraint with all its fields. */
export const SPREAD = [
  {
    maxSkew: 1,
    topologyKey: ZONE,
    whenUnsatisfiable: 'DoNotSchedule',
    minDomains: 1,
    nodeAffinityPolicy: 'Honor',
    nodeTaintsPolicy: 'Honor',
    labelSelector: { matchLabels: { team: 'search' } },
    matchLabelKeys: ['pod-template-hash'],
  },
];

/** A variable of each source. */
export const ENV = [
  { name: 'LOG_LEVEL', value: 'debug' },
  {
    name: 'HF_TOKEN',
    valueFrom: { secretKeyRef: { name: 'hub', key: 'token', optional: true } },
  },
  {
    name: 'THREADS',
    valueFrom: { configMapKeyRef: { name: 'tuning', key: 'threads' } },
  },
  { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  {
    name: 'MEMORY_MIB',
    valueFrom: {
      resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' },
    },
  },
];

/** Variables of each source that has many. */
export const ENV_FROM = [
  { prefix: 'TUNING_', configMapRef: { name: 'tuning', optional: true } },
  { secretRef: { name: 'hub', optional: true } },
];

/** A volume of each source. */
export const VOLUMES = [
  { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '16384Mi' } },
  { name: 'models', persistentVolumeClaim: { claimName: 'models' } },
  {
    name: 'tuning',
    configMap: {
      name: 'tuning',
      defaultMode: 0o644,
      optional: true,
      items: [{ key: 'threads', path: 'threads', mode: 0o600 }],
    },
  },
  { name: 'hub', secret: { secretName: 'hub', optional: true } },
  {
    name: 'local',
    hostPath: { path: '/mnt/models', type: 'DirectoryOrCreate' },
  },
  {
    name: 'all',
    projected: {
      sources: [
        { configMap: { name: 'tuning', optional: true } },
        { secret: { name: 'hub', optional: true } },
        {
          serviceAccountToken: {
            path: 'token',
            audience: 'vault',
            expirationSeconds: 3600,
          },
        },
      ],
    },
  },
  {
    name: 'podinfo',
    downwardAPI: {
      items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }],
    },
  },
  {
    name: 'scratch',
    ephemeral: {
      volumeClaimTemplate: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'fast',
          resources: { requests: { storage: '1024Gi' } },
        },
      },
    },
  },
  { name: 'driver', csi: { driver: 'models.example.com', readOnly: true } },
  { name: 'share', nfs: { server: 'nfs.example.com', path: '/models' } },
];

/** Where each of the volumes is mounted. */
export const MOUNTS = VOLUMES.map(({ name }, index) => ({
  name,
  mountPath: `/mnt/${name}`,
  ...(index > 1 && { readOnly: true }),
}));

/** Who schedules and runs the pods. */
export const CLASS_NAMES = {
  priorityClassName: CLASSES.priority,
  runtimeClassName: CLASSES.runtime,
  schedulerName: 'default-scheduler',
};
