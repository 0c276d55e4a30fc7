import { DEFAULT_VALUES } from '../defaults';
import { acceptSuggestion } from '../suggestions';
import { distributed, issuesOf } from './__testUtils__/issues';

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
