import { PRESETS } from './list';
import { readPreset } from './readPreset';

const PATIENCE_MS = 1_000;

/** What a number is refused with. */
function issuesOf(name: string, inputs: Record<string, unknown>) {
  const started = Date.now();
  const { issues } = readPreset({ name, inputs });
  expect(Date.now() - started).toBeLessThan(PATIENCE_MS);
  return issues;
}

/** The inputs of all presets that count something. */
const COUNTS = PRESETS.flatMap(({ name, inputs }) =>
  ['gpusPerPod', 'leaderGpus', 'podsPerGroup']
    .filter(input => input in inputs.shape)
    .map(input => [name, input] as const),
);

describe('a count', () => {
  it.each(COUNTS)('of %s has a bound for %s, which is said', (name, input) => {
    const most = input === 'podsPerGroup' ? 10_000 : 1_000;
    for (const given of [most + 1, 2_000_000_000, 1e300]) {
      expect(issuesOf(name, { [input]: given })).toContainEqual(
        expect.objectContaining({
          path: `preset.inputs.${input}`,
          message: expect.stringMatching(
            `^must be a whole number from [01] to ${most}$`,
          ),
          rule: 'range',
          given,
          suggestion: most,
        }),
      );
    }
    expect(
      issuesOf(name, { [input]: most }).filter(({ rule }) => rule === 'range'),
    ).toEqual([]);
  });

  it('of groups is bounded by Kubernetes alone', () => {
    expect(issuesOf('vllm', { groups: 2_147_483_647 })).toEqual([]);
    expect(issuesOf('vllm', { groups: 2_147_483_648 })).toMatchObject([
      {
        message: 'must be a whole number from 0 to 2147483647',
        suggestion: 2_147_483_647,
      },
    ]);
  });
});

describe('the largest inputs', () => {
  it('have a degree of parallelism found at once', () => {
    expect(
      issuesOf('vllm', {
        mode: 'distributed',
        gpusPerPod: 1_000,
        podsPerGroup: 10_000,
        tensorParallel: 1_999_999_999,
      }),
    ).toMatchObject([{ rule: 'parallelism', suggestion: 10_000_000 }]);
  });

  it('name as many workers as there are', () => {
    const made = readPreset({
      name: 'aikit-rpc',
      inputs: { podsPerGroup: 10_000 },
    });
    expect(JSON.stringify(made)).toContain('$(POD_NAME)-9999.');
  });
});
