import { broken } from './__testUtils__/broken';

const SHM = { name: 'shm', emptyDir: { medium: 'Memory' } };

const mounts = (...volumeMounts: object[]) => ({
  volumes: [SHM],
  volumeMounts,
});

const claim = (name: string, spec: object = {}) => ({
  metadata: { name },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    ...spec,
  },
});

const claims = (...volumeClaimTemplates: object[]) => ({
  leaderWorkerSet: {
    enabled: true,
    leaderWorkerTemplate: { volumeClaimTemplates },
  },
});

const TEMPLATES = 'leaderWorkerSet.leaderWorkerTemplate.volumeClaimTemplates';

describe('volume mounts', () => {
  it.each([
    [
      'a volume that is not there',
      mounts({ name: 'smh', mountPath: '/dev/shm' }),
      'volumeMounts[0].name',
      'mounted-volume',
      'shm',
    ],
    [
      'a path that is not absolute',
      mounts({ name: 'shm', mountPath: 'dev/shm' }),
      'volumeMounts[0].mountPath',
      'absolute-path',
      '/dev/shm',
    ],
    [
      'one path twice',
      mounts(
        { name: 'shm', mountPath: '/a' },
        { name: 'shm', mountPath: '/a' },
      ),
      'volumeMounts[1].mountPath',
      'unique-mount-paths',
      '/a-2',
    ],
    [
      'two sub-paths',
      mounts({ name: 'shm', mountPath: '/a', subPath: 'b', subPathExpr: 'c' }),
      'volumeMounts[0].subPathExpr',
      'one-sub-path',
      null,
    ],
    [
      'a sub-path that leads out',
      mounts({ name: 'shm', mountPath: '/a', subPath: '../b' }),
      'volumeMounts[0].subPath',
      'relative-path',
      'b',
    ],
  ])('refuses %s', (_what, values, ...issue) => {
    expect(broken(values)).toEqual([issue]);
  });

  it("may be of a role's own volumes, of the top level's, and of claims", () => {
    const { leaderWorkerSet } = claims(claim('cache'));
    const roles = (leader: object, worker: object) => ({
      volumes: [SHM],
      leaderWorkerSet: { ...leaderWorkerSet, leader, worker },
    });
    const volumeMounts = [
      { name: 'shm', mountPath: '/dev/shm' },
      { name: 'cache', mountPath: '/models' },
    ];
    expect(broken(roles({ volumeMounts }, { volumeMounts }))).toEqual([]);
    expect(
      broken(
        roles({ volumeMounts, volumes: [{ name: 'b', emptyDir: {} }] }, {}),
      ),
    ).toEqual([
      ['leaderWorkerSet.leader.volumeMounts[0].name', 'mounted-volume', 'b'],
    ]);
  });

  it('are reported once where both roles have them from the top level', () => {
    expect(
      broken({
        leaderWorkerSet: { enabled: true },
        volumeMounts: [{ name: 'shm', mountPath: '/dev/shm' }],
      }),
    ).toEqual([['volumeMounts[0].name', 'mounted-volume']]);
  });
});

describe('claim templates', () => {
  it.each([
    [
      'two of one name',
      claims(claim('cache'), claim('cache')),
      `${TEMPLATES}[1].metadata.name`,
      'unique-volume-names',
      'cache-2',
    ],
    [
      'the name of a volume, whose place it would take',
      { ...claims(claim('shm')), volumes: [SHM] },
      'volumes[0].name',
      'unique-volume-names',
      'shm-2',
    ],
    [
      'an unknown access mode',
      claims(claim('cache', { accessModes: ['ReadWrite'] })),
      `${TEMPLATES}[0].spec.accessModes[0]`,
      'one-of',
      'ReadWriteOnce',
    ],
    [
      'a claim of nothing',
      claims(claim('cache', { resources: { requests: {} } })),
      `${TEMPLATES}[0].spec.resources.requests.storage`,
      'required',
    ],
  ])('refuses %s', (_what, values, ...issue) => {
    expect(broken(values)).toEqual([issue]);
  });
});
