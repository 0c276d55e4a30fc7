import { acceptSuggestion } from '../testUtils/acceptSuggestion';
import { plainIssues } from './plain';

/** Characters at which a reader of YAML may end a line, or refuse the text. */
const UNPRINTABLE = [
  '\0',
  '\u0007',
  '\u000b',
  '\u001b',
  '\u007f',
  '\u0080',
  '\u0085',
  '\u009f',
  '\u2028',
  '\u2029',
  '\ud800',
  '\udfff',
  '\ufeff',
  '\ufffe',
  '\uffff',
];

describe('plainIssues', () => {
  it.each(UNPRINTABLE.map(character => [JSON.stringify(character), character]))(
    'refuses %s in a text and in a key, shown by its number',
    (_name, character) => {
      const number = character.charCodeAt(0).toString(16).padStart(4, '0');
      const values = {
        args: ['run', `a${character}b`],
        podLabels: { [`k${character}`]: 'x' },
      };
      expect(plainIssues(values)).toEqual([
        {
          severity: 'error',
          path: 'args[1]',
          message: expect.stringContaining(
            `character 2 is U+${number.toLocaleUpperCase('en-US')}`,
          ),
          rule: 'characters',
          given: `a\\u${number}b`,
          suggestion: 'ab',
        },
        expect.objectContaining({
          path: `podLabels["k\\u${number}"]`,
          rule: 'characters',
          suggestion: null,
        }),
      ]);
    },
  );

  it('takes lines, tabs and all that is printed in any language', () => {
    const text = 'a\tb\r\nc\u00a0d é 漢字 \u{1f600} \u202e \ufffd';
    expect(plainIssues({ [text]: [text] })).toEqual([]);
  });

  it('has suggestions that lead to values without such characters', () => {
    const values = { a: { 'b"\\\u2028': 'x' }, c: ['y\u0085'] };
    const fixed = plainIssues(values).reduce(
      (map, issue) => acceptSuggestion(map, issue, {}),
      values as Record<string, unknown>,
    );
    expect(fixed).toEqual({ a: { 'b"\\\u2028': null }, c: ['y'] });
  });

  it('repeats no long text, and does not propose to leave it out', () => {
    const [issue] = plainIssues({ args: [`\u2028${'x'.repeat(2 ** 19)}`] });
    expect(issue).toMatchObject({ path: 'args[0]', rule: 'characters' });
    expect(issue).not.toHaveProperty('given');
    expect(issue).not.toHaveProperty('suggestion');
  });

  it('refuses a text that no release of Helm could hold', () => {
    expect(plainIssues({ args: ['x'.repeat(2 ** 20 + 1)] })).toMatchObject([
      { path: 'args[0]', rule: 'too-large' },
    ]);
  });
});
