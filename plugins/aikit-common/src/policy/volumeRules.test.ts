import {
  LimitCase,
  holding,
  judged,
  triedLimit,
} from './__testUtils__/judging';

const secretVolume = (secretName: string) => ({
  volumes: [{ name: 'v', secret: { secretName } }],
});
/** A LeaderWorkerSet with claims of each pod's own. */
const claims = (count: number) => ({
  leaderWorkerSet: {
    enabled: true,
    leaderWorkerTemplate: {
      volumeClaimTemplates: Array(count).fill({
        metadata: { name: 'cache' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      }),
    },
  },
});
const hostPath = { volumes: [{ name: 'v', hostPath: { path: '/models/a' } }] };

describe('limits of volumes and Secrets', () => {
  it.each<LimitCase>([
    [
      'volumes',
      {},
      { volumes: [{ name: 'v', csi: { driver: 'secrets.example.com' } }] },
      'volumes[0].csi',
      {
        volumes: [
          { name: 'a', emptyDir: {} },
          { name: 'b', configMap: { name: 'anybody' } },
          {
            name: 'c',
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ['ReadWriteOnce'],
                  resources: { requests: { storage: '1Gi' } },
                },
              },
            },
          },
        ],
      },
    ],
    [
      'volumes',
      { volumes: { kinds: ['emptyDir', 'projected'] } },
      {
        volumes: [
          {
            name: 'v',
            projected: { sources: [{ configMap: { name: 'others' } }] },
          },
        ],
      },
      'volumes[0].projected.sources[0].configMap',
      {
        volumes: [
          {
            name: 'v',
            projected: { sources: [{ serviceAccountToken: { path: 't' } }] },
          },
        ],
      },
    ],
    [
      'volumes',
      { volumes: { kinds: ['emptyDir', 'ephemeral'] } },
      claims(1),
      'leaderWorkerSet.leaderWorkerTemplate.volumeClaimTemplates',
      claims(0),
    ],
    [
      'hostPaths',
      {},
      hostPath,
      'volumes[0].hostPath.path',
      { volumes: [{ name: 'v', emptyDir: {} }] },
    ],
    [
      'hostPaths',
      { volumes: { hostPaths: ['/models/*'] } },
      { volumes: [{ name: 'v', hostPath: { path: '/' } }] },
      'volumes[0].hostPath.path',
      hostPath,
    ],
    [
      'secrets',
      {},
      secretVolume('payments-db'),
      'volumes[0].secret.secretName',
      secretVolume('search-hub'),
    ],
    [
      'secrets',
      {},
      {
        volumes: [
          { name: 'v', projected: { sources: [{ secret: { name: 'db' } }] } },
        ],
      },
      'volumes[0].projected.sources[0].secret.name',
      {
        volumes: [
          {
            name: 'v',
            projected: { sources: [{ secret: { name: 'search-db' } }] },
          },
        ],
      },
    ],
    [
      'secrets',
      { volumes: { kinds: ['csi'] } },
      {
        volumes: [
          {
            name: 'v',
            csi: { driver: 'd', nodePublishSecretRef: { name: 'db' } },
          },
        ],
      },
      'volumes[0].csi.nodePublishSecretRef.name',
      { volumes: [{ name: 'v', csi: { driver: 'd' } }] },
    ],
    [
      'secrets',
      {},
      {
        env: [
          { name: 'A', valueFrom: { secretKeyRef: { name: 'db', key: 'k' } } },
        ],
      },
      'env[0].valueFrom.secretKeyRef.name',
      {
        env: [
          {
            name: 'A',
            valueFrom: { secretKeyRef: { name: 'search-db', key: 'k' } },
          },
        ],
      },
    ],
    [
      'secrets',
      {},
      { envFrom: [{ secretRef: { name: 'db' } }] },
      'envFrom[0].secretRef.name',
      {
        envFrom: [
          { secretRef: { name: 'search-db' } },
          { configMapRef: { name: 'db' } },
        ],
      },
    ],
  ])('%s, %#', (...limit) => {
    expect(triedLimit(limit)).toEqual(holding(limit));
  });

  it.each<[object, object, string]>([
    [
      {},
      hostPath,
      'is a folder of the node that group:default/search may not use: a volume of another kind would do. Ask the platform team',
    ],
    [
      { volumes: { hostPaths: ['/data/*'] } },
      hostPath,
      'is a folder of the node that group:default/search may not use: a volume of another kind, or /data/* would do. Ask the platform team',
    ],
    [
      { volumes: { kinds: [] } },
      { volumes: [{ name: 'v', emptyDir: {} }] },
      'is a kind of volume that group:default/search may not use, nor any other. Ask the platform team',
    ],
  ])('say what would do, %#', (policy, values, message) => {
    expect(judged(policy, values)).toMatchObject([{ message }]);
  });
});
