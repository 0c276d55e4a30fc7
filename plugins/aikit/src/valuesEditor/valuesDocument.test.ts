import { valuesDocument } from './valuesDocument';

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
