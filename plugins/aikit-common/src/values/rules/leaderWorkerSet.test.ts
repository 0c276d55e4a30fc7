import { acceptSuggestion } from '../../testUtils/acceptSuggestion';
import { DEFAULT_VALUES } from '../defaults';
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

const none = (update: object, replicas = 0) =>
  distributed({
    replicas,
    rolloutStrategy: { rollingUpdateConfiguration: update },
  });

describe('the rollout of no groups', () => {
  it.each([{ maxUnavailable: '50%' }, { maxUnavailable: 0, maxSurge: '25%' }])(
    'must not be %j before LeaderWorkerSet 0.6',
    update => {
      expect(issuesOf(none(update), '0.5.1')).toMatchObject([
        {
          severity: 'error',
          rule: 'rollout-moves',
          path: 'leaderWorkerSet.rolloutStrategy.rollingUpdateConfiguration.maxUnavailable',
          suggestion: 1,
        },
      ]);
      expect(issuesOf(none(update), '0.6.0')).toEqual([]);
      expect(issuesOf(none(update))).toEqual([]);
    },
  );

  it('may be a number, or of the group that an autoscaler begins with', () => {
    expect(issuesOf(none({ maxUnavailable: 1 }), '0.5.1')).toEqual([]);
    expect(issuesOf(none({ maxUnavailable: '50%' }, 2), '0.5.1')).toEqual([]);
  });
});

const OLD = 'v0.5.1';

const RANK = ['serve', '--node-rank', '$(LWS_WORKER_INDEX)'];

describe('the number of a pod in its group', () => {
  it.each([
    ['command', { command: RANK }],
    ['arguments', { args: RANK }],
    ['script', { command: ['sh', '-c', 'serve --rank ${LWS_WORKER_INDEX}'] }],
    ['variables', { env: [{ name: 'RANK', value: RANK[2] }] }],
  ])('must be set where the %s of a pod uses it', (_what, worker) => {
    const values = distributed({ worker });
    const [issue, ...more] = issuesOf(values, OLD);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({
      severity: 'error',
      rule: 'worker-index',
      path: expect.stringMatching(/env$/),
      message: expect.stringMatching(/from 0\.6 on, and the cluster has v0\.5/),
    });
    expect(
      issuesOf(acceptSuggestion(values, issue, DEFAULT_VALUES), OLD),
    ).toEqual([]);
    expect(issuesOf(values, '0.6.0')).toEqual([]);
    expect(issuesOf(values)).toEqual([]);
  });

  it('is asked for once where both roles have the same variables', () => {
    const roles = { leader: { command: RANK }, worker: { command: RANK } };
    expect(issuesOf(distributed(roles), OLD)).toMatchObject([{ path: 'env' }]);
  });

  it('is of no matter to a pod that works alone', () => {
    expect(issuesOf({ command: RANK }, OLD)).toEqual([]);
  });
});
