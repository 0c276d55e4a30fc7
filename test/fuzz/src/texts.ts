import fc from 'fast-check';

/** Mark of what nobody may be told; it is part of each planted secret. */
export const PLANTED = 'planted-c0ffee';

/** Short texts that mean something to some parser. */
const MEANT = [
  '',
  ' ',
  'a',
  'chat',
  'component:default/chat',
  'user:default/mock',
  'group:default/../x',
  'app=chat',
  '8Gi',
  '1e999',
  '0x10',
  '-1',
  '50%',
  'true',
  'null',
  '__proto__',
  'constructor',
  'toString',
  '$(HOME)',
  '${{ secrets.X }}',
  '{{ .Values.x }}',
  '../../etc/passwd',
  '%2F..%2F',
  '/dev/sda',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '\ud800',
  '\u2028',
  'a\nb: c',
  '&a [*a]',
  '!!js/function x',
  "'; DROP TABLE x; --",
  '<script>',
];

/** What costs a careless parser time when it comes very often. */
const REPEATED = [
  'a',
  ',',
  '(',
  '[',
  '{a: ',
  '=',
  '!',
  '-',
  '.',
  '/',
  '"',
  '\\',
  ' ',
  '\n',
  '---\n',
  '$(',
  'a=b,',
  'a in (',
  'a,',
  '0',
  '*a ',
  '\u001b]',
  '\u00e9',
];

const repeated = fc
  .tuple(fc.constantFrom(...REPEATED), fc.integer({ min: 2, max: 3000 }))
  .map(([part, count]) => part.repeat(count));

/** Far beyond what anybody writes, and seldom. */
const huge = fc
  .tuple(fc.constantFrom(...REPEATED), fc.integer({ min: 3000, max: 200_000 }))
  .map(([part, count]) => part.repeat(count));

/** Texts of a parser's nightmares. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...MEANT) },
  { weight: 20, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 20, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 4, arbitrary: repeated },
  { weight: 1, arbitrary: huge },
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) {
    value = level % 2 ? [value] : { a: value };
  }
  return value;
}

/** Very many, very deep; each is made when it is wanted. */
const large = fc
  .tuple(
    fc.constantFrom<(count: number) => unknown>(
      count => nested(count % 1500),
      count => Array.from({ length: count }, (_, index) => index),
      count => Array.from({ length: count }, () => ({ name: 'a', value: 1 })),
      count =>
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [`k${index}`, 'v']),
        ),
    ),
    fc.integer({ min: 100, max: 12_000 }),
  )
  .map(([make, count]) => make(count));

/** Any JSON. */
export const json: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 30, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 30, arbitrary: text },
  { weight: 20, arbitrary: fc.double({ noNaN: true }) },
  { weight: 1, arbitrary: large },
);
