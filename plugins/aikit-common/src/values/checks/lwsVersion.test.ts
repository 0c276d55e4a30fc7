import { distributed, issuesOf } from './__testUtils__/issues';

describe('the version of LeaderWorkerSet', () => {
  const claims = [
    {
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    },
  ];

  it.each([
    [
      '0.9',
      { leaderWorkerTemplate: { restartPolicy: 'RecreateGroupAfterStart' } },
    ],
    ['0.8', { leaderWorkerTemplate: { volumeClaimTemplates: claims } }],
    [
      '0.8',
      {
        leaderWorkerTemplate: {
          persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
        },
      },
    ],
    [
      '0.7',
      { rolloutStrategy: { rollingUpdateConfiguration: { partition: 1 } } },
    ],
    [
      '0.6',
      {
        leaderWorkerTemplate: {
          subGroupPolicy: {
            subGroupPolicyType: 'LeaderExcluded',
            subGroupSize: 1,
          },
        },
      },
    ],
  ])('must be %s for %j', (since, lws) => {
    const older = `v0.${Number(since.slice(2)) - 1}.3`;
    const values = distributed(lws);
    expect(issuesOf(values, older)).toMatchObject([
      {
        severity: 'error',
        rule: 'lws-version',
        message: expect.stringContaining(`${since} or newer`),
      },
    ]);
    for (const version of [
      `${since}.0`,
      `v${since}.1-rc.1`,
      '0.10.0',
      '1.0',
      'main',
      undefined,
    ]) {
      expect(issuesOf(values, version)).toEqual([]);
    }
  });

  it('must be 0.6 for a field of pods that older CRDs lack', () => {
    const values = distributed(
      {},
      { podSecurityContext: { seLinuxChangePolicy: 'Recursive' } },
    );
    expect(issuesOf(values, '0.5.1')).toMatchObject([
      {
        severity: 'error',
        rule: 'lws-version',
        path: 'podSecurityContext.seLinuxChangePolicy',
        suggestion: null,
      },
    ]);
    expect(issuesOf(values, '0.6.0')).toEqual([]);
  });

  it('is of no matter to what is as old, or not used', () => {
    const lws = {
      leaderWorkerTemplate: { restartPolicy: 'RecreateGroupAfterStart' },
    };
    expect(issuesOf({ leaderWorkerSet: lws }, '0.5.0')).toEqual([]);
    expect(issuesOf(distributed(), '0.5.0')).toEqual([]);
  });
});
