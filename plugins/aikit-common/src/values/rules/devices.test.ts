import { distributed, GPU, issuesOf } from './__testUtils__/issues';

describe('devices', () => {
  const limits = (...resources: string[]) => ({
    resources: {
      limits: Object.fromEntries(resources.map(name => [name, 1])),
    },
  });

  it.each([
    ['mig-with-gpus', [GPU, 'nvidia.com/mig-1g.5gb'], 'mig-1g.5gb'],
    [
      'neuron-with-cores',
      ['aws.amazon.com/neuron', 'aws.amazon.com/neuroncore'],
      'neuroncore',
    ],
  ])('refuses by %s %j in one container', (rule, resources, path) => {
    const expected = {
      severity: 'error',
      rule,
      path: expect.stringContaining(path),
      suggestion: null,
    };
    const [issue] = issuesOf(limits(...resources));
    expect(issue).toMatchObject(expected);
    expect(
      issuesOf(distributed({ worker: limits(...resources) })),
    ).toMatchObject([
      { ...expected, path: expect.stringMatching(/^leaderWorkerSet\.worker/) },
    ]);
  });

  it.each([
    [{ 'nvidia.com/mig-1g.5gb': 2 }, 1],
    [{ 'nvidia.com/mig-1g.5gb': 1, 'nvidia.com/mig-2g.10gb': 1 }, null],
    [{ 'nvidia.com/mig-1g.5gb.shared': 3 }, 1],
  ])('warns of %j, of which a process sees one', (slices, suggestion) => {
    const worker = { resources: { limits: slices } };
    const [last] = Object.keys(slices).slice(-1);
    expect(issuesOf(distributed({ worker }))).toMatchObject([
      {
        severity: 'warning',
        rule: 'mig-slices',
        path: `leaderWorkerSet.worker.resources.limits["${last}"]`,
        suggestion,
      },
    ]);
  });

  it('proposes no limit beside a request, which would differ from it', () => {
    const slices = { 'nvidia.com/mig-1g.5gb': 2 };
    const resources = { limits: slices, requests: slices };
    const issues = issuesOf(distributed({ worker: { resources } }));
    expect(issues).toMatchObject([{ rule: 'mig-slices' }]);
    expect(issues[0]).not.toHaveProperty('suggestion');
  });

  it('takes them in two containers, or when there are none of one', () => {
    const leader = limits(GPU);
    const worker = limits('nvidia.com/mig-1g.20gb');
    expect(issuesOf(distributed({ leader, worker }))).toEqual([]);
    expect(
      issuesOf({
        resources: { limits: { [GPU]: 0, 'nvidia.com/mig-3g.20gb': 1 } },
      }),
    ).toEqual([]);
  });
});
