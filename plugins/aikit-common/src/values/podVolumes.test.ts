import { broken } from './__testUtils__/broken';

const SHM = { name: 'shm', emptyDir: { medium: 'Memory' } };

const source = (value: object) => ({ volumes: [{ name: 'a', ...value }] });

describe('volumes', () => {
  it.each([
    ['no source', source({}), 'volumes[0]', 'one-source', null],
    [
      'two sources',
      source({ emptyDir: {}, nfs: { server: 'a', path: '/' } }),
      'volumes[0]',
      'one-source',
      { name: 'a', emptyDir: {}, nfs: null },
    ],
    [
      'a name with capitals',
      { volumes: [{ name: 'Shm_1', emptyDir: {} }] },
      'volumes[0].name',
      'dns-label',
      'shm-1',
    ],
    [
      'two of one name',
      { volumes: [SHM, SHM] },
      'volumes[1].name',
      'unique-volume-names',
      'shm-2',
    ],
    [
      'a size that is no quantity',
      source({ emptyDir: { sizeLimit: '8GB' } }),
      'volumes[0].emptyDir.sizeLimit',
      'quantity',
      '8Gi',
    ],
    [
      'a path of the host with ".."',
      source({ hostPath: { path: '/a/../b' } }),
      'volumes[0].hostPath.path',
      'absolute-path',
      '/a/b',
    ],
    [
      'a file outside of the volume',
      source({ configMap: { name: 'a', items: [{ key: 'k', path: '/k' }] } }),
      'volumes[0].configMap.items[0].path',
      'relative-path',
      'k',
    ],
    [
      'a mode with more than permissions',
      source({ secret: { secretName: 'a', defaultMode: 0o1000 } }),
      'volumes[0].secret.defaultMode',
      'range',
      0o777,
    ],
    [
      'a projection of nothing',
      source({ projected: { sources: [{}] } }),
      'volumes[0].projected.sources[0]',
      'one-source',
    ],
    [
      'a downward item of two fields',
      source({
        downwardAPI: {
          items: [
            {
              path: 'a',
              fieldRef: { fieldPath: 'metadata.name' },
              resourceFieldRef: {
                containerName: 'aikit',
                resource: 'limits.cpu',
              },
            },
          ],
        },
      }),
      'volumes[0].downwardAPI.items[0]',
      'one-source',
      {
        path: 'a',
        fieldRef: { fieldPath: 'metadata.name' },
        resourceFieldRef: null,
      },
    ],
    [
      'a file of a container that is not named',
      source({
        downwardAPI: {
          items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }],
        },
      }),
      'volumes[0].downwardAPI.items[0].resourceFieldRef.containerName',
      'required',
    ],
    [
      'a file of a field that only variables have',
      source({
        downwardAPI: {
          items: [{ path: 'a', fieldRef: { fieldPath: 'spec.nodeName' } }],
        },
      }),
      'volumes[0].downwardAPI.items[0].fieldRef.fieldPath',
      'pod-field',
      'metadata.name',
    ],
    [
      'a token that is renewed all the time',
      source({
        projected: {
          sources: [
            { serviceAccountToken: { path: 't', expirationSeconds: 1 } },
          ],
        },
      }),
      'volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds',
      'range',
      600,
    ],
    [
      'a medium that there is not',
      source({ emptyDir: { medium: 'memory' } }),
      'volumes[0].emptyDir.medium',
      'one-of',
      'Memory',
    ],
    [
      'a claim of a raw device, which cannot be mounted',
      source({
        ephemeral: {
          volumeClaimTemplate: {
            spec: {
              accessModes: ['ReadWriteOnce'],
              volumeMode: 'Block',
              resources: { requests: { storage: '1Gi' } },
            },
          },
        },
      }),
      'volumes[0].ephemeral.volumeClaimTemplate.spec.volumeMode',
      'one-of',
      'Filesystem',
    ],
    [
      'a mount path with a colon',
      {
        volumes: [SHM],
        volumeMounts: [{ name: 'shm', mountPath: '/a:b' }],
      },
      'volumeMounts[0].mountPath',
      'mount-path',
      '/a-b',
    ],
  ])('refuses %s', (_what, values, ...issue) => {
    expect(broken(values)).toEqual([issue]);
  });

  it.each(['', 'Memory', 'HugePages', 'HugePages-2Mi', 'HugePages-512Mi'])(
    'takes the medium "%s"',
    medium => {
      expect(broken(source({ emptyDir: { medium } }))).toEqual([]);
    },
  );
});
