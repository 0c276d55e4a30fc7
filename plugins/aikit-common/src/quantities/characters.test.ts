import { plainText } from './characters';

const ESC = '\u001b';

describe('plainText', () => {
  it.each([
    ['colours', `${ESC}[1;31mred${ESC}[0m`, 'red'],
    ['a title', `a${ESC}]0;title\u0007b`, 'ab'],
    ['a link', `${ESC}]8;;http://x${ESC}\\here${ESC}]8;;${ESC}\\`, 'here'],
    ['a command that does not end', `a${ESC}[31`, 'a'],
    ['an escape alone', `a${ESC}`, 'a'],
    ['control characters', 'a\u0000b\u0008c\rd\u007fe\u009bf', 'abcdef'],
    ['marks that turn the order', 'a\u202eb\u2066c\u200ed\u061ce', 'abcde'],
    ['what nobody sees', 'a\u200bb\u2060c\ufeffd\u00ade', 'abcde'],
    ['other ends of lines', 'a\u2028b\u2029c', 'abc'],
    ['halves of characters', 'a\ud800b', 'ab'],
  ])('is without %s', (_, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it('keeps tabs, lines and what people write', () => {
    const text = 'Größe:\t模型 [1;31m\n  עברית 🚀 $(x) \\';
    expect(plainText(text)).toBe(text);
  });

  it('takes a text of many beginnings in one pass', () => {
    const replaced = `${ESC}]`.repeat(100_000);
    expect(plainText(replaced)).toBe('');
    expect(plainText(`${ESC}P`.repeat(100_000))).toBe('');
  });
});
