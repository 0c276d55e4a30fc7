import type { ValuesMap } from '../merge';
import { distributed, issuesOf } from './__testUtils__/issues';

describe('reserved keys', () => {
  it.each([
    ['reserved-label', ['podLabels', 'kueue.x-k8s.io/queue-name']],
    [
      'reserved-label',
      ['leaderWorkerSet', 'worker', 'podLabels', 'kueue.x-k8s.io/queue-name'],
    ],
    ['reserved-label', ['podLabels', 'leaderworkerset.sigs.k8s.io/name']],
    [
      'reserved-annotation',
      ['podAnnotations', 'leaderworkerset.sigs.k8s.io/size'],
    ],
    [
      'reserved-annotation',
      ['leaderWorkerSet', 'annotations', 'aikit-backstage/entity-ref'],
    ],
  ])('refuses by %s the key %j', (rule, path) => {
    const values = path.reduceRight<unknown>(
      (child, key) => ({ [key]: child }),
      'x',
    );
    expect(issuesOf(values as ValuesMap)).toMatchObject([
      { severity: 'error', rule, given: 'x', suggestion: null },
    ]);
  });

  it('warns of variables that LeaderWorkerSet sets, from either level', () => {
    const env = [{ name: 'LWS_GROUP_SIZE', value: '3' }];
    expect(issuesOf(distributed({}, { env }))).toMatchObject([
      { severity: 'warning', rule: 'injected-env', path: 'env[0]' },
    ]);
    expect(issuesOf(distributed({ worker: { env } }))).toMatchObject([
      { path: 'leaderWorkerSet.worker.env[0]' },
    ]);
    expect(issuesOf({ env })).toEqual([]);
  });

  it('warns of the number of a pod where LeaderWorkerSet sets it', () => {
    const env = [{ name: 'LWS_WORKER_INDEX', value: '3' }];
    const values = distributed({ worker: { env } });
    const expected = [
      { rule: 'injected-env', message: expect.stringContaining('0.6') },
    ];
    expect(issuesOf(values)).toMatchObject(expected);
    expect(issuesOf(values, '0.6.2')).toMatchObject(expected);
    expect(issuesOf(values, '0.5.1')).toEqual([]);
  });
});
