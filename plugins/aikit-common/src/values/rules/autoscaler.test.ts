import type { ValuesMap } from '../merge';
import { distributed, Expected, GPU, issuesOf } from './__testUtils__/issues';

const autoscaling = { enabled: true, maxReplicas: 3 };

describe('autoscaler', () => {
  it.each<[string, ValuesMap, Expected[]]>([
    [
      'replicas of a Deployment',
      { autoscaling, replicaCount: 2 },
      [{ rule: 'autoscaler-replicas', path: 'replicaCount', given: 2 }],
    ],
    [
      'replicas of groups',
      distributed({ replicas: 2 }, { autoscaling }),
      [
        { rule: 'autoscaler-replicas', path: 'leaderWorkerSet.replicas' },
        { rule: 'autoscaler-leaders' },
      ],
    ],
    [
      'a leader without a request for what is measured',
      distributed(
        { leader: { resources: { limits: { [GPU]: 1 } } } },
        { autoscaling },
      ),
      [
        { rule: 'autoscaler-leaders' },
        {
          rule: 'autoscaler-request',
          path: 'autoscaling.targetCPUUtilizationPercentage',
          message: expect.stringContaining(
            'leaderWorkerSet.leader.resources.requests',
          ),
        },
      ],
    ],
  ])('warns of %s', (_what, values, expected) => {
    expect(issuesOf(values)).toMatchObject(
      expected.map(issue => ({ severity: 'warning', ...issue })),
    );
  });

  it('says nothing of the other mode’s replicas, or of the defaults', () => {
    const { autoscaling: _off, ...fixed } = { autoscaling, replicaCount: 2 };
    expect(issuesOf(fixed)).toEqual([]);
    expect(issuesOf({ autoscaling, leaderWorkerSet: { replicas: 5 } })).toEqual(
      [],
    );
  });

  it('refuses more pods in the end than LeaderWorkerSet counts', () => {
    expect(
      issuesOf(
        distributed(
          { leaderWorkerTemplate: { size: 2 ** 30 } },
          { autoscaling },
        ),
      ),
    ).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        rule: 'pod-count',
        path: 'autoscaling.maxReplicas',
        suggestion: 1,
      }),
    );
  });
});
