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
  indented: '  a\nb',
  tabbed: '\ta\nb',
  tabbedLater: '\n\ta\nb',
  blank: '  \n',
  carriageReturn: 'a\r\nb',
  breaks: 'a\u0085      b: c\u2028      d: e\u2029',
  'breaks\u2028in: a key': 'x',
  controls: '\u0000\u001b\u007f\u0080\ufeff\ufffe\uffff',
  escaped: '\\u2028 \\\u2028 "\u2028"',
  block: 'a\n  - b: \u2028c\n'.repeat(20),
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

  it('writes no character that ends a line for some readers of YAML, or that they refuse', () => {
    expect(toYaml(manifests)).toMatch(/^[\n\x20-\x7e]+$/);
    expect(toYaml([{ ...manifests[1], text: '\ud800' }])).toContain(
      '"\\ud800"',
    );
  });

  it('leaves what can be printed as it is', () => {
    const name = 'é 漢字 \u{1f600}';
    expect(toYaml([{ ...manifests[1], metadata: { name } }])).toContain(
      `name: ${name}\n`,
    );
  });

  // go-yaml takes no tab, and no blank line, at the start of a block.
  it.each(['\ta\nb', '\n\ta', '  \n', ' a\nb'])(
    'writes %j, which begins with a blank, in one line',
    text => {
      expect(toYaml([{ ...manifests[1], text }])).toContain(
        `text: ${JSON.stringify(text)}\n`,
      );
    },
  );

  it('writes no aliases and no folded lines', () => {
    expect(toYaml(manifests)).not.toMatch(/[&*]a1|>-/);
  });
});
