import fc from 'fast-check';

/**
 * Characters that a reader of YAML refuses, or may end a line at, by what
 * Unicode says of them: told apart from the rule that is tested.
 */
const UNPRINTABLE =
  /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/gu;

/** Whether every reader of YAML takes a text's characters for text. */
export function isPrintable(text: string): boolean {
  return text.search(UNPRINTABLE) < 0;
}

/** Any characters but those that values must not have. */
export function printable(maxLength: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: 'binary', maxLength })
    .map(text => text.replace(UNPRINTABLE, ''));
}

/** What begins a line, a field or a document for some reader of YAML. */
const piece = fc.constantFrom(
  '\u0085',
  '\u2028',
  '\u2029',
  '\u0000',
  '\u007f',
  '\u009f',
  '\ud800',
  '\ufeff',
  '\uffff',
  '\r',
  '\n',
  '\t',
  '  ',
  'hostNetwork: true',
  '- ',
  '# ',
  '---',
  '"',
  "'",
  '\\',
  'x',
  'é',
);

/** Texts that try to be read as more than one text. */
export const hostile = fc
  .array(piece, { minLength: 1, maxLength: 8 })
  .map(pieces => pieces.join(''));
