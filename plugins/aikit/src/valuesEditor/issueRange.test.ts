import { issueRanges } from './issueRange';
import { valuesDocument } from './valuesDocument';

const TEXT = `service:
  port: 80
  type:
podLabels:
  a.b/c: "no way"
env:
  - name: A
  - name: B
    value: 1
`;

/** The part of a text that an issue's path means. */
function rangeIn(text: string, path: string) {
  return issueRanges(text, valuesDocument(text))(path);
}

describe('issueRanges', () => {
  it.each([
    ['the value of a key', 'service.port', '80'],
    [
      'a quoted value under a key that needs quotes',
      'podLabels["a.b/c"]',
      '"no way"',
    ],
    ['a value in an entry of a list', 'env[1].value', '1'],
    ['the key of a map', 'service', 'service'],
    ['the key of a value that is empty', 'service.type', 'type'],
    ['the key above of what is not there', 'service.nodePort', 'service'],
    ['a line', 'line 3', 'type:'],
  ])('finds %s', (_, path, marked) => {
    const range = rangeIn(TEXT, path);
    expect(range && TEXT.slice(range.from, range.to)).toBe(marked);
  });

  it.each(['name', 'preset.inputs.model', 'line 99'])(
    'finds nothing for %s',
    path => {
      expect(rangeIn(TEXT, path)).toBeUndefined();
    },
  );

  it('bears a text that cannot be read', () => {
    expect(rangeIn('a: [', 'b')).toBeUndefined();
    expect(rangeIn('', 'b')).toBeUndefined();
  });
});
