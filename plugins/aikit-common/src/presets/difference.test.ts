import { mergeValues, ValuesMap } from '../values/merge';
import { differenceOf } from './difference';

const BASE = {
  image: { repository: 'a/b', tag: '1' },
  replicas: 1,
  list: [{ a: 1 }, 'x'],
  empty: {},
};

describe('the difference of values', () => {
  it.each<[string, ValuesMap, ValuesMap, ValuesMap]>([
    ['nothing where they are equal', BASE, { ...BASE }, {}],
    [
      'only the key of a map that changed',
      BASE,
      { ...BASE, image: { repository: 'a/b', tag: '2' } },
      { image: { tag: '2' } },
    ],
    ['null for a key that was removed', { a: 1, b: 2 }, { a: 1 }, { b: null }],
    [
      'null for a key that was removed in a map',
      { a: { b: 1, c: 2 } },
      { a: { c: 2 } },
      { a: { b: null } },
    ],
    ['null for a key that was made null', { a: 1 }, { a: null }, { a: null }],
    ['a list as a whole', { a: [1, 2] }, { a: [1, 3] }, { a: [1, 3] }],
    ['nothing of an equal list', { a: [{ b: 1 }] }, { a: [{ b: 1 }] }, {}],
    ['a longer list', { a: [1] }, { a: [1, 2] }, { a: [1, 2] }],
    ['a new map', {}, { a: { b: {} } }, { a: { b: {} } }],
    ['a new empty map', {}, { a: {} }, { a: {} }],
    ['a map in place of a scalar', { a: 1 }, { a: { b: 1 } }, { a: { b: 1 } }],
    ['a scalar in place of a map', { a: { b: 1 } }, { a: 1 }, { a: 1 }],
    ['a list in place of a map', { a: { b: 1 } }, { a: [] }, { a: [] }],
    ['a string in place of a number', { a: 1 }, { a: '1' }, { a: '1' }],
  ])('is %s', (_name, base, edited, overrides) => {
    expect(differenceOf(base, edited)).toEqual(overrides);
    expect(mergeValues(base, overrides)).toEqual(mergeValues({}, edited));
  });

  it('is nothing for a quantity or a tag that is written without quotes', () => {
    const base = { tag: '8', limits: { 'nvidia.com/gpu': '2' } };
    const edited = { tag: 8, limits: { 'nvidia.com/gpu': 2 } };
    expect(differenceOf(base, edited)).toEqual({});
    expect(differenceOf(base, { ...edited, tag: 9 })).toEqual({ tag: 9 });
  });

  it('keeps keys of the prototype as data', () => {
    const edited = JSON.parse(
      '{"constructor": {"a": 1}, "__proto__": {"b": 1}}',
    );
    const overrides = differenceOf({}, edited);
    expect(Object.keys(overrides).sort()).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).b).toBeUndefined();
  });

  it('shares nothing with what it was made from', () => {
    const edited = { a: [{ b: 1 }] };
    const overrides = differenceOf({}, edited) as typeof edited;
    overrides.a[0].b = 2;
    expect(edited.a[0].b).toBe(1);
  });
});
