import {
  mergeValues,
  parseValues,
  readValues,
} from '@aikit-backstage/plugin-aikit-common';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { values } from '../arbitraries/values';
import { property } from '../property';

/** Longest that reading any text may take, on a slow machine. */
const PATIENCE_MS = 10_000;

const token = fc.constantFrom(
  'a: ',
  'b:\n  ',
  '- ',
  '[',
  ']',
  '{',
  '}',
  ', ',
  '\n',
  '&a ',
  '*a ',
  '*b',
  '<<: ',
  '!!binary ',
  '!!set ',
  '!foo ',
  '? ',
  ': ',
  '|\n  ',
  '>-\n ',
  '"',
  "'",
  '# x\n',
  '---\n',
  '...\n',
  '%YAML 1.2\n',
  '\t',
  '~',
  '0o17',
  '12:30',
  '2001-01-01',
  '__proto__: ',
  'constructor: ',
  '\ufeff',
  '\u0000',
  '٣',
);

/** The same piece very often: what explodes a parser. */
const repeated = fc
  .tuple(fc.array(token, { minLength: 1, maxLength: 3 }), fc.nat(20_000))
  .map(([pieces, times]) => pieces.join('').repeat(times));

/** Aliases of aliases. */
const bomb = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }))
  .map(([levels, width]) =>
    Array.from({ length: levels }, (_, level) => {
      const entry = level === 0 ? 'x' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array(width).fill(entry).join(', ')}]`;
    }).join('\n'),
  );

const text = fc.oneof(
  fc.array(token, { maxLength: 30 }).map(pieces => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  repeated,
  bomb,
);

/** What holds for texts. */
export const YAML = [
  property(
    'any text is values or issues, never an exception',
    200,
    text,
    one => {
      const started = Date.now();
      const parsed = parseValues(one);
      const issues = parsed.ok
        ? readValues(parsed.values).issues
        : parsed.issues;
      expect(Date.now() - started).toBeLessThan(PATIENCE_MS);
      expect(parsed.ok || issues.length > 0).toBe(true);
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  ),
  property(
    'values, written as YAML and read again, are the same',
    40,
    values,
    given => {
      const written = stringify(given, { version: '1.1' });
      expect(parseValues(written)).toEqual({ ok: true, values: given });
      expect(mergeValues({}, given)).toBeDefined();
    },
  ),
];
