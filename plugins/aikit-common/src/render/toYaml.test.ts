import { parseAllDocuments } from 'yaml';
import { toYaml } from './toYaml';

const TRICKY = {
  yes: 'yes',
  on: 'off',
  decimal: '1.10',
  octal: '0o14',
  oldOctal: '014',
  time: '12:30',
  date: '2001-01-01',
  exponent: '1e3',
  nothing: '~',
  empty: '',
  long: 'word '.repeat(50),
  lines: 'a\nb\n',
};

describe('toYaml', () => {
  const shared = { name: 'x' };
  const manifests = [
    {
      apiVersion: 'v1',
      kind: 'A',
      metadata: { ...shared, annotations: TRICKY },
    },
    { apiVersion: 'v1', kind: 'B', metadata: shared, again: [shared, shared] },
  ];

  it.each(['1.1', '1.2'] as const)(
    'reads back the same as YAML %s',
    version => {
      const read = parseAllDocuments(toYaml(manifests), { version });
      expect(read.map(document => document.toJS())).toEqual(manifests);
    },
  );

  it('writes no aliases and no folded lines', () => {
    expect(toYaml(manifests)).not.toMatch(/[&*]a1|>-/);
  });
});
