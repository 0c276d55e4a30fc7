import { mergeValues } from './merge';

describe('mergeValues', () => {
  it('merges maps key by key, at every depth', () => {
    expect(
      mergeValues({ a: { b: 1, c: { d: 2 } } }, { a: { c: { e: 3 } } }),
    ).toEqual({ a: { b: 1, c: { d: 2, e: 3 } } });
  });

  it('replaces lists and scalars whole', () => {
    expect(mergeValues({ a: [1, 2], b: 'x' }, { a: [3], b: '' })).toEqual({
      a: [3],
      b: '',
    });
  });

  it('removes a default with null, also a whole map', () => {
    expect(
      mergeValues(
        { a: { b: 1, c: 2 }, d: { e: 1 } },
        { a: { b: null }, d: null },
      ),
    ).toEqual({ a: { c: 2 } });
  });

  it('takes a null without a default as an absent field, in lists too', () => {
    expect(mergeValues({}, { a: null, b: [{ c: null, d: 1 }] })).toEqual({
      b: [{ d: 1 }],
    });
  });

  it('shares nothing with its arguments and does not change them', () => {
    const defaults = { a: { b: [1] } };
    const overrides = { c: { d: [2] } };
    const merged = mergeValues(defaults, overrides) as {
      a: { b: number[] };
      c: { d: number[] };
    };
    merged.a.b.push(9);
    merged.c.d.push(9);
    expect(defaults).toEqual({ a: { b: [1] } });
    expect(overrides).toEqual({ c: { d: [2] } });
  });

  it('keeps prototype keys as data and pollutes nothing', () => {
    const overrides = JSON.parse(
      '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "toString": "x"}',
    );
    const merged = mergeValues({ a: 1 }, overrides);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(Object.keys(merged).sort()).toEqual([
      '__proto__',
      'a',
      'constructor',
      'toString',
    ]);
  });
});
