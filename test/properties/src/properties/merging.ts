import {
  DEFAULT_VALUES,
  differenceOf,
  mergeValues,
  readValues,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import fc from 'fast-check';
import { values } from '../arbitraries/values';
import { deepFreeze, property } from '../property';

const key = fc.constantFrom(
  'a',
  'b',
  'c',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
);

/** Maps of maps, lists and scalars; `leaf` says what scalars there are. */
function maps(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<ValuesMap> {
  const { map } = fc.letrec<{ map: ValuesMap; value: unknown }>(tie => ({
    map: fc.dictionary(key, tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(leaf, { maxLength: 2 }),
      tie('map'),
    ),
  }));
  return map;
}

const scalar = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.string({ maxLength: 3 }),
);
const plain = maps(scalar);
const withNull = maps(fc.oneof(scalar, fc.constant(null)));

function isMap(value: unknown): value is ValuesMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where the two differ in shape, Helm's merge depends on the order. */
function sameShape(one: unknown, other: unknown): boolean {
  if (!isMap(one) || !isMap(other)) {
    return isMap(one) === isMap(other);
  }
  return Object.keys(one).every(
    name => !Object.hasOwn(other, name) || sameShape(one[name], other[name]),
  );
}

/** What Helm says of each key, written down once more. */
function helmMerge(defaults: ValuesMap, overrides: ValuesMap): ValuesMap {
  const names = new Set([...Object.keys(defaults), ...Object.keys(overrides)]);
  const without = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(without);
    }
    return isMap(value) ? helmMerge({}, value) : value;
  };
  const entries: [string, unknown][] = [];
  for (const name of names) {
    const [base, over] = [defaults, overrides].map(map =>
      Object.hasOwn(map, name) ? map[name] : undefined,
    );
    const value =
      isMap(base) && isMap(over)
        ? helmMerge(base, over)
        : without(over === undefined ? base : over);
    if (value !== null && value !== undefined) {
      entries.push([name, value]);
    }
  }
  return Object.fromEntries(entries);
}

/** What holds for Helm's way of laying values over values. */
export const MERGING = [
  property('merging is Helm’s', 300, fc.tuple(withNull, withNull), ([a, b]) => {
    expect(mergeValues(deepFreeze(a), deepFreeze(b))).toEqual(helmMerge(a, b));
  }),
  property(
    'merging is associative where there is no null and no map over a scalar',
    300,
    fc
      .tuple(plain, plain, plain)
      .filter(
        ([a, b, c]) => sameShape(a, b) && sameShape(b, c) && sameShape(a, c),
      ),
    ([a, b, c]) => {
      expect(mergeValues(mergeValues(a, b), c)).toEqual(
        mergeValues(a, mergeValues(b, c)),
      );
    },
  ),
  property('nothing over a map is the map', 100, plain, map => {
    expect(mergeValues(map, {})).toEqual(map);
    expect(mergeValues({}, map)).toEqual(map);
    expect(mergeValues(map, map)).toEqual(map);
  }),
  property(
    'a list replaces, and null removes',
    100,
    fc.tuple(plain, fc.array(scalar, { maxLength: 2 })),
    ([map, list]) => {
      for (const name of Object.keys(map)) {
        const over = (value: unknown) => Object.fromEntries([[name, value]]);
        expect(mergeValues(map, over(list))[name]).toEqual(list);
        expect(Object.keys(mergeValues(map, over(null)))).not.toContain(name);
      }
    },
  ),
  property('merging pollutes no prototype', 100, withNull, map => {
    mergeValues(map, map);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as ValuesMap).a).toBeUndefined();
  }),
  property(
    'the difference to the defaults, laid over them, is the values',
    50,
    values,
    given => {
      const edited = mergeValues(DEFAULT_VALUES, given);
      const overrides = differenceOf(DEFAULT_VALUES, edited);
      expect(mergeValues(DEFAULT_VALUES, overrides)).toEqual(edited);
      expect(readValues(overrides).ok).toBe(true);
    },
  ),
];
