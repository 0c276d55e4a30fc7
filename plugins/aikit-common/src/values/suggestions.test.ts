import { DEFAULT_VALUES } from './defaults';
import type { ValuesMap } from './merge';
import { readValues } from './readValues';
import { acceptSuggestion } from '../testUtils/acceptSuggestion';

/** The only error of values. */
function errorOf(values: ValuesMap) {
  const errors = readValues(values).issues.filter(
    ({ severity }) => severity === 'error',
  );
  expect(errors).toHaveLength(1);
  return errors[0];
}

const GPU = 'nvidia.com/gpu';

describe('the suggestion of an issue', () => {
  it.each([
    ['an unknown key is left out', { rplicaCount: 1 }, null],
    ['the nearest of a list', { service: { type: 'nodeport' } }, 'NodePort'],
    ['a bound', { service: { port: 70_000 } }, 65_535],
    ['a whole number', { replicaCount: 1.5 }, 2],
    ['a whole number within the bounds', { service: { port: 0.2 } }, 1],
    ['the number in a text', { service: { port: '99999.5' } }, 65_535],
    ['a text in quotes', { podLabels: { version: 1.1 } }, '1.1'],
    ['true without quotes', { leaderWorkerSet: { enabled: 'True' } }, true],
    ['the default', { replicaCount: { a: 1 } }, 1],
    ['the default of what was removed', { image: { tag: null } }, '8b'],
    ['nothing, where there is no default', { priorityClassName: [] }, null],
    [
      'a quantity that was meant',
      { resources: { limits: { memory: '8GB' } } },
      '8Gi',
    ],
    ['whole devices', { resources: { limits: { [GPU]: 0.5 } } }, 1],
    [
      'a repository without its tag',
      { image: { repository: 'localhost:5000/a:8b' } },
      'localhost:5000/a',
    ],
    [
      'the probe with one handler',
      { livenessProbe: { tcpSocket: { port: 'http' } } },
      { httpGet: null, tcpSocket: { port: 'http' } },
    ],
    [
      'nothing in the place of an entry',
      { tolerations: [{ key: 'a' }, { effect: 'NoSchedule' }] },
      null,
    ],
  ])('is %s', (_what, values, suggestion) => {
    const issue = errorOf(values);
    expect(issue).toMatchObject({ suggestion });
    const accepted = acceptSuggestion(values, issue, DEFAULT_VALUES);
    expect(readValues(accepted)).toMatchObject({ ok: true });
  });

  it('is absent where no single value can do', () => {
    expect(
      errorOf({ leaderWorkerSet: { leader: { env: [{ value: 'x' }] } } }),
    ).toEqual({
      severity: 'error',
      path: 'leaderWorkerSet.leader.env[0].name',
      message: 'is required',
      rule: 'required',
    });
  });

  it('comes with the rule, and with what was given', () => {
    expect(errorOf({ resources: { limits: { [GPU]: '500m' } } })).toMatchObject(
      {
        path: `resources.limits["${GPU}"]`,
        rule: 'whole-devices',
        given: '500m',
      },
    );
    const much = { list: Array.from({ length: 1000 }, () => 'x') };
    expect(errorOf({ image: { tag: much } })).not.toHaveProperty('given');
  });

  it('does not hide the issues of other values', () => {
    const values = {
      replicaCount: 'x',
      volumeMounts: [{ name: 'a', mountPath: '/a' }],
    };
    const { issues } = readValues(values);
    expect(issues).toMatchObject([{ path: 'replicaCount', suggestion: 1 }]);
    expect(
      readValues(acceptSuggestion(values, issues[0], DEFAULT_VALUES)).issues,
    ).toMatchObject([{ path: 'volumeMounts[0].name' }]);
  });

  it('is looked for in proportion: of much that is wrong only for the first few', () => {
    const env = Array.from({ length: 600 }, () => ({ name: 'a b' }));
    const { issues } = readValues({ env });
    expect(issues).toHaveLength(100);
    const found = issues.filter(({ suggestion }) => suggestion !== undefined);
    expect(found.length).toBeLessThan(10);
  });
});

describe('acceptSuggestion', () => {
  const base = { list: [{ a: 1 }, { a: 2 }], map: { keep: 1 } };

  it('changes an entry of a list that was the base’s', () => {
    expect(
      acceptSuggestion({}, { path: 'list[1].a', suggestion: 3 }, base),
    ).toEqual({ list: [{ a: 1 }, { a: 3 }] });
  });

  it('takes an entry out of a list, and removes a default by null', () => {
    expect(
      acceptSuggestion({}, { path: 'list[0]', suggestion: null }, base),
    ).toEqual({ list: [{ a: 2 }] });
    expect(
      acceptSuggestion({}, { path: 'map.keep', suggestion: null }, base),
    ).toEqual({ map: { keep: null } });
  });

  it('changes nothing that was given, and nothing for no suggestion', () => {
    const values = { map: { x: 1 } };
    expect(acceptSuggestion(values, { path: 'map.x' }, base)).toBe(values);
    acceptSuggestion(values, { path: 'map["a.b/c"]', suggestion: 2 }, base);
    expect(values).toEqual({ map: { x: 1 } });
    expect(
      acceptSuggestion(values, { path: 'map["a.b/c"]', suggestion: 2 }, base),
    ).toEqual({ map: { x: 1, 'a.b/c': 2 } });
  });
});
