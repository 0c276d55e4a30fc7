import { issueRanges, valuesDocument } from './issueRange';

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

describe('valuesDocument', () => {
  it('reads YAML 1.1, with merge keys that are given twice', () => {
    const text = 'a: &a { x: yes }\nb: &b { z: 1 }\nc: { <<: *a, <<: *b }\n';
    expect(valuesDocument(text)?.toJS()).toMatchObject({
      c: { x: true, z: 1 },
    });
  });

  it('leaves what YAML 1.1 takes for times as it is written', () => {
    const text = 'a: 12:5\nb: 2001-01-01 10:00:00 -5\n';
    expect(String(valuesDocument(text))).toBe(text);
  });

  it.each([
    ['broken', 'a: ['],
    ['nested too deep', '{a: '.repeat(50_000)],
    ['with an alias that has no anchor', 'a: *b'],
    ['with a key that is given twice', 'a: 1\na: 2'],
  ])('is none of a text %s', (_, text) => {
    expect(valuesDocument(text)).toBeUndefined();
  });
});
