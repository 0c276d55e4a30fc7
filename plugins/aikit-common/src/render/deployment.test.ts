import { workloadSpec } from './__testUtils__/templates';

describe('deployment', () => {
  it.each([
    { type: 'Recreate' },
    {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' },
    },
  ])('replaces its pods by %j', strategy => {
    expect(workloadSpec({ strategy })).toMatchObject({ strategy });
  });

  it('leaves the strategy to the API by default', () => {
    expect(workloadSpec({})).not.toHaveProperty('strategy');
  });

  it('has no replicas with an autoscaler', () => {
    expect(workloadSpec({ replicaCount: 3 })).toMatchObject({ replicas: 3 });
    expect(
      workloadSpec({ autoscaling: { enabled: true, maxReplicas: 3 } }),
    ).not.toHaveProperty('replicas');
  });
});
