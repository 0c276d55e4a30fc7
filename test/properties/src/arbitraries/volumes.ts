import fc from 'fast-check';
import { resourceFieldRef } from './container';
import {
  annotations,
  few,
  labels,
  objectName,
  quantity,
  some,
} from './scalars';

const items = few(
  fc.record(
    {
      key: fc.constant('a'),
      path: fc.constantFrom('x', 'x/y'),
      mode: fc.constant(0o400),
    },
    { requiredKeys: ['key', 'path'] },
  ),
).map(list => list.slice(0, 1));

const mode = fc.constant(0o440);

const downwardItems = fc
  .oneof(
    fc.record(
      {
        path: fc.constant('labels'),
        mode,
        fieldRef: fc.constantFrom(
          { fieldPath: 'metadata.labels' },
          { apiVersion: 'v1', fieldPath: 'metadata.name' },
        ),
      },
      { requiredKeys: ['path', 'fieldRef'] },
    ),
    fc.record({
      path: fc.constant('cpu'),
      resourceFieldRef: resourceFieldRef.map(ref => ({
        ...ref,
        containerName: 'aikit',
      })),
    }),
  )
  .map(item => [item]);

const accessModes = fc.constantFrom(
  ['ReadWriteOnce'],
  ['ReadOnlyMany', 'ReadWriteMany'],
);

export const claimSpec = fc.record(
  {
    accessModes,
    storageClassName: objectName,
    volumeMode: fc.constant('Filesystem'),
    resources: fc.oneof(
      fc.record({ requests: fc.record({ storage: quantity }) }),
      fc.constant({
        requests: { storage: '1Gi' },
        limits: { storage: '1.5Gi' },
      }),
    ),
  },
  { requiredKeys: ['accessModes', 'resources'] },
);

const optional = fc.boolean();

const projection = fc.oneof(
  fc.record({ secret: fc.record({ name: objectName, items, optional }) }),
  fc.record({ configMap: fc.record({ name: objectName, items, optional }) }),
  fc.record({ downwardAPI: fc.record({ items: downwardItems }) }),
  fc.record({
    serviceAccountToken: fc.record(
      {
        path: fc.constant('token'),
        audience: fc.constant('vault'),
        expirationSeconds: fc.integer({ min: 600, max: 7200 }),
      },
      { requiredKeys: ['path'] },
    ),
  }),
);

const source = fc.oneof(
  fc.record({
    emptyDir: some({
      medium: fc.constantFrom('', 'Memory'),
      sizeLimit: quantity,
    }),
  }),
  fc.record({
    persistentVolumeClaim: fc.record({
      claimName: objectName,
      readOnly: fc.boolean(),
    }),
  }),
  fc.record({
    configMap: fc.record(
      {
        name: objectName,
        items,
        defaultMode: mode,
        optional,
      },
      { requiredKeys: ['name'] },
    ),
  }),
  fc.record({
    secret: fc.record(
      { secretName: objectName, items, defaultMode: mode, optional },
      { requiredKeys: ['secretName'] },
    ),
  }),
  fc.record({
    hostPath: fc.record({
      path: fc.constantFrom('/dev/infiniband', '/models'),
      type: fc.constantFrom('', 'Directory'),
    }),
  }),
  fc.record({
    projected: fc.record(
      { defaultMode: mode, sources: few(projection) },
      { requiredKeys: ['sources'] },
    ),
  }),
  fc.record({
    downwardAPI: fc.record(
      { defaultMode: mode, items: downwardItems },
      { requiredKeys: ['items'] },
    ),
  }),
  fc.record({
    ephemeral: fc.record({
      volumeClaimTemplate: fc.record(
        { metadata: some({ labels, annotations }), spec: claimSpec },
        { requiredKeys: ['spec'] },
      ),
    }),
  }),
  fc.record({
    csi: fc.record(
      {
        driver: objectName,
        readOnly: fc.boolean(),
        fsType: fc.constant('ext4'),
        volumeAttributes: fc.constant({ a: 'b' }),
        nodePublishSecretRef: fc.record({ name: objectName }),
      },
      { requiredKeys: ['driver'] },
    ),
  }),
  fc.record({
    nfs: fc.record({
      server: fc.constant('nfs.example.com'),
      path: fc.constant('/models'),
      readOnly: fc.boolean(),
    }),
  }),
);

const mountOptions = fc.oneof(
  fc.constant({}),
  fc.record({
    readOnly: fc.boolean(),
    subPath: fc.constantFrom('a', 'a/b'),
    mountPropagation: fc.constantFrom('None', 'HostToContainer'),
  }),
  fc.record({ subPathExpr: fc.constant('$(POD_NAME)') }),
);

/**
 * Volumes and where they are mounted: both or none, so that a role's mounts
 * never name a volume of the top level that its own volumes replace.
 */
export const volumesAndMounts = fc
  .array(fc.tuple(source, mountOptions), { maxLength: 3 })
  .map(list =>
    list.length === 0
      ? {}
      : {
          volumes: list.map(([one], index) => ({ name: `v${index}`, ...one })),
          volumeMounts: list.map(([, options], index) => ({
            name: `v${index}`,
            mountPath: `/mnt/${index}`,
            ...options,
          })),
        },
  );
