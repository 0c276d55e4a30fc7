import { distributed, issuesOf } from './__testUtils__/issues';

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
