import type { ValueIssue } from '../api/contract';
import { readValues } from '../values/readValues';
import {
  maxNameLength,
  nameIssues,
  namespaceIssues,
  releaseIssues,
  releaseName,
} from './naming';

function checked(values: object) {
  const result = readValues(values);
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result.values;
}

const distributed = (
  replicas: number,
  size: number,
  rest: object = {},
  rollingUpdateConfiguration?: object,
) =>
  checked({
    leaderWorkerSet: {
      enabled: true,
      replicas,
      leaderWorkerTemplate: { size },
      ...(rollingUpdateConfiguration && {
        rolloutStrategy: { rollingUpdateConfiguration },
      }),
    },
    ...rest,
  });

/** The name that the way out of an issue gives. */
function wayOut(issues: ValueIssue[]): string {
  const [, name] = /: use (?:fullnameOverride: )?([^,]*)/.exec(
    issues[0].message,
  ) as RegExpExecArray;
  return name;
}

describe('releaseName', () => {
  it.each([
    ['chat', {}, 'chat-aikit'],
    ['my-aikit-1', {}, 'my-aikit-1'],
    ['chat', { nameOverride: 'chat' }, 'chat'],
    ['r1', { nameOverride: 'phi' }, 'r1-phi'],
    ['r1', { fullnameOverride: 'phi4' }, 'phi4'],
    ['r1', { fullnameOverride: `${'a'.repeat(62)}-b` }, 'a'.repeat(62)],
  ])('names release %s with %j %s', (release, values, name) => {
    expect(releaseName(release, checked(values))).toBe(name);
  });
});

describe('maxNameLength', () => {
  it.each([
    ['10 groups', distributed(10, 2), 50],
    ['11 groups', distributed(11, 2), 49],
    ['no group', distributed(0, 2), 50],
    ['groups without workers', distributed(11, 1), 52],
    [
      'an autoscaler up to 101 groups',
      distributed(1, 2, { autoscaling: { enabled: true, maxReplicas: 101 } }),
      48,
    ],
    [
      '10 groups and a surge of one more',
      distributed(10, 2, {}, { maxSurge: 1 }),
      49,
    ],
    [
      'a surge that is rounded up',
      distributed(9, 2, {}, { maxSurge: '10%' }),
      50,
    ],
    [
      '99 groups and a surge of 1%',
      distributed(99, 2, {}, { maxSurge: '1%' }),
      49,
    ],
    [
      '100 groups and a surge of 1%',
      distributed(100, 2, {}, { maxSurge: '1%' }),
      48,
    ],
    ['standard mode', checked({ replicaCount: 100 }), 63],
  ])('with %s', (_case, values, length) => {
    expect(maxNameLength(values)).toBe(length);
  });
});

describe('nameIssues', () => {
  it('refuses a name that is too long for its pods, and gives one that works', () => {
    const values = distributed(10, 2);
    expect(nameIssues('a'.repeat(50), values, 'name')).toEqual([]);
    const issues = nameIssues('a'.repeat(51), values, 'name');
    expect(issues).toEqual([
      {
        severity: 'error',
        path: 'name',
        message: expect.stringMatching(
          /must have at most 50 characters with up to 10 groups/,
        ),
        rule: 'name-length',
        given: 'a'.repeat(51),
        suggestion: 'a'.repeat(50),
      },
    ]);
    expect(wayOut(issues)).toBe('a'.repeat(50));
  });

  it.each(['7b-chat', 'Chat', 'chat_1', 'chat-', '-', '', 'a.b', 'ÄÖ', '!!!'])(
    'refuses %p, and the name it gives works',
    name => {
      const values = distributed(1, 2);
      const issues = nameIssues(name, values, 'name');
      expect(issues).toHaveLength(1);
      expect(
        nameIssues(wayOut(issues), values, 'name').map(({ rule }) => rule),
      ).toEqual(name === 'chat_1' ? ['group-name'] : []);
    },
  );

  it('warns of a name that a group of another workload may have', () => {
    const values = distributed(1, 2);
    expect(nameIssues('chat-0', values, 'name')).toMatchObject([
      { severity: 'warning', rule: 'group-name', suggestion: 'chat-v0' },
    ]);
    expect(nameIssues('chat-v0', values, 'name')).toEqual([]);
    expect(nameIssues('chat-007', values, 'name')).toEqual([]);
  });

  it('gives the value to set when the chart made the name', () => {
    const issues = nameIssues('1-aikit', distributed(1, 2), 'release');
    expect(issues[0].message).toMatch(/use fullnameOverride: llm-1-aikit, or/);
  });
});

describe('releaseIssues and namespaceIssues', () => {
  it('take what Helm and Kubernetes take', () => {
    expect(releaseIssues('my.release-1')).toEqual([]);
    expect(namespaceIssues('0-team')).toEqual([]);
  });

  it.each(['', 'A', 'a_b', '-a', 'a'.repeat(64)])('refuse %p', name => {
    expect(releaseIssues(name)).toMatchObject([{ path: 'release' }]);
    expect(namespaceIssues(name)).toMatchObject([{ path: 'namespace' }]);
  });
});
