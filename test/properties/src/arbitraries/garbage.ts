import fc from 'fast-check';

/** Keys that are properties of every object. */
const inherited = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
);

const unicode = fc.string({ unit: 'binary', maxLength: 8 });

const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  NaN,
  Infinity,
  -0,
  2 ** 53,
  -(2 ** 31),
  '',
  ' ',
  '\u0000',
  '\ud800',
  '٣',
  '1e999',
  '0x10',
  [],
  {},
  [[]],
  [null],
  new Date(0),
  new Map([['a', 1]]),
  new Set([1]),
  Symbol('x'),
  BigInt(1),
  /x/,
  () => 1,
);

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) {
    value = level % 2 ? [value] : { a: value };
  }
  return value;
}

function cyclic(): unknown {
  const map: Record<string, unknown> = { a: 1 };
  map.again = [map];
  return map;
}

/** Two to the power of this many leaves, in as many maps. */
function bomb(levels: number): unknown {
  let value: unknown = { a: 'x', b: 'x' };
  for (let level = 0; level < levels; level += 1) {
    value = { a: value, b: value };
  }
  return value;
}

const large = fc.constantFrom<() => unknown>(
  cyclic,
  () => nested(10_000),
  () => nested(63),
  () => bomb(40),
  () => Array.from({ length: 200_000 }, (_, index) => index),
  () => Array.from({ length: 30_000 }, () => ({ name: 1 })),
  () =>
    Object.fromEntries(
      Array.from({ length: 30_000 }, (_, index) => [`k${index}`, index]),
    ),
  () => 'x'.repeat(1_000_000),
);

/** Anything that a text, a form or a program may give for values. */
export const garbage: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.anything({
      key: fc.oneof(inherited, unicode),
      values: [odd, unicode, fc.integer(), fc.double(), fc.boolean()],
      maxDepth: 4,
      withNullPrototype: true,
      withSparseArray: true,
    }),
  },
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 2, arbitrary: odd },
  { weight: 1, arbitrary: large.map(make => make()) },
);
