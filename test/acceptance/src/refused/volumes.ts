import { inContainer, open, inPod, Refusal } from './refusal';

const CACHE = { volumes: [{ name: 'cache', emptyDir: {} }] };

function volume(what: string, given: object, path = ''): Refusal {
  return inPod(what, { volumes: [given] }, `volumes[0]${path}`);
}

function mounts(what: string, given: object[], path: string): Refusal {
  return inContainer(what, { volumeMounts: given }, path, CACHE);
}

/** Volumes of a pod. */
export const VOLUMES: Refusal[] = [
  volume('a volume with two sources', {
    name: 'a',
    emptyDir: {},
    hostPath: { path: '/models' },
  }),
  volume(
    'a volume whose name is no DNS label',
    { name: 'my_models', emptyDir: {} },
    '.name',
  ),
  inPod(
    'two volumes of one name',
    {
      volumes: [
        { name: 'a', emptyDir: {} },
        { name: 'a', emptyDir: {} },
      ],
    },
    'volumes[1].name',
  ),
  volume(
    'an emptyDir of a negative size',
    { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '-1Gi' } },
    '.emptyDir.sizeLimit',
  ),
  volume(
    'an emptyDir whose size is no quantity',
    { name: 'shm', emptyDir: { sizeLimit: '8GB' } },
    '.emptyDir.sizeLimit',
  ),
  volume(
    'a hostPath that climbs',
    { name: 'a', hostPath: { path: '/models/../etc' } },
    '.hostPath.path',
  ),
  volume(
    'a hostPath of an unknown type',
    { name: 'a', hostPath: { path: '/models', type: 'Folder' } },
    '.hostPath.type',
  ),
  open(
    volume(
      'a claim without a name',
      { name: 'a', persistentVolumeClaim: { claimName: '' } },
      '.persistentVolumeClaim.claimName',
    ),
  ),
  volume(
    'a file mode above 0777',
    { name: 'a', configMap: { name: 'models', defaultMode: 1024 } },
    '.configMap.defaultMode',
  ),
  volume(
    'a secret put at an absolute path',
    {
      name: 'a',
      secret: { secretName: 's', items: [{ key: 'k', path: '/k' }] },
    },
    '.secret.items[0].path',
  ),
  volume(
    'a downward API file of an unknown field',
    {
      name: 'a',
      downwardAPI: {
        items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.unknown' } }],
      },
    },
    '.downwardAPI.items[0].fieldRef.fieldPath',
  ),
  volume(
    'an ephemeral claim without access modes',
    {
      name: 'a',
      ephemeral: {
        volumeClaimTemplate: {
          spec: { resources: { requests: { storage: '1Gi' } } },
        },
      },
    },
    '.ephemeral.volumeClaimTemplate.spec.accessModes',
  ),
  volume(
    'an NFS path that is not absolute',
    { name: 'a', nfs: { server: 'nfs.example.com', path: 'models' } },
    '.nfs.path',
  ),
  open(
    volume(
      'a CSI volume without a driver',
      { name: 'a', csi: { driver: '' } },
      '.csi.driver',
    ),
  ),
];

/** Where a container mounts them. */
export const MOUNTS: Refusal[] = [
  mounts(
    'a mount of a volume that is not there',
    [{ name: 'models', mountPath: '/models' }],
    'volumeMounts[0].name',
  ),
  mounts(
    'two mounts at one path',
    [
      { name: 'cache', mountPath: '/a' },
      { name: 'cache', mountPath: '/a' },
    ],
    'volumeMounts[1].mountPath',
  ),
  mounts(
    'an empty mount path',
    [{ name: 'cache', mountPath: '' }],
    'volumeMounts[0].mountPath',
  ),
  mounts(
    'a sub-path that climbs',
    [{ name: 'cache', mountPath: '/a', subPath: '../b' }],
    'volumeMounts[0].subPath',
  ),
];
