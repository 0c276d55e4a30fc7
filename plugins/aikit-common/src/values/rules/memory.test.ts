import { distributed, GPU, issuesOf } from './__testUtils__/issues';

describe('memory', () => {
  const image = (repository: string, tag: string) => ({
    image: { repository: `ghcr.io/kaito-project/aikit/${repository}`, tag },
  });
  const memory = (amount: string | null) => ({
    resources: { limits: { memory: amount } },
  });

  it('warns of less than the model needs on CPUs', () => {
    expect(
      issuesOf({ ...image('llama3.3', '70b'), ...memory('16Gi') }),
    ).toMatchObject([
      {
        severity: 'warning',
        rule: 'model-memory',
        path: 'resources.limits.memory',
        given: '16Gi',
        suggestion: '48Gi',
      },
    ]);
  });

  it('counts a group’s pods together', () => {
    const group = (size: number) =>
      distributed(
        { leaderWorkerTemplate: { size } },
        { ...image('llama3.3', '70b'), ...memory('16Gi') },
      );
    expect(issuesOf(group(3))).toEqual([]);
    expect(issuesOf(group(2))).toMatchObject([{ rule: 'model-memory' }]);
  });

  it('says nothing of GPUs, no limit, other images and the defaults', () => {
    const large = image('llama3.3', '70b');
    expect(issuesOf({})).toEqual([]);
    expect(issuesOf({ ...large, ...memory(null) })).toEqual([]);
    expect(issuesOf({ ...large, resources: { limits: { [GPU]: 1 } } })).toEqual(
      [],
    );
    expect(
      issuesOf({ image: { repository: 'me/llama3.3', tag: '70b' } }),
    ).toEqual([]);
  });

  it('warns of a model that needs a GPU and gets none', () => {
    expect(issuesOf(image('flux1', 'dev'))).toMatchObject([
      { severity: 'warning', rule: 'model-accelerator' },
    ]);
  });

  it('warns of a slice of a GPU that is smaller than the model', () => {
    const slice = (name: string) => ({
      resources: { limits: { [name]: 1 } },
    });
    expect(issuesOf(slice('nvidia.com/mig-1g.5gb'))).toMatchObject([
      { severity: 'warning', rule: 'model-memory' },
    ]);
    expect(issuesOf(slice('nvidia.com/mig-1g.10gb'))).toEqual([]);
  });
});
