import type { ValuesMap } from '@aikit-backstage/plugin-aikit-common';
import fc from 'fast-check';
import { hostile } from './characters';
import { placesIn } from './places';
import { values } from './values';

/** What people put in the wrong place. */
const wrong = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    'x',
    'Always ',
    'TRUE',
    -1,
    0,
    0.5,
    70_000,
    1e12,
    '8GB',
    'a b',
    'A_B',
    [],
    {},
    [null],
    ['x'],
    { a: 1 },
    { name: 'x' },
  ),
  fc.integer(),
  fc.string({ maxLength: 5 }),
  hostile,
);

/** How one place of the values is broken. */
type Damage = [where: number, what: unknown, how: 'replace' | 'add' | 'rename'];

function damage(given: ValuesMap, [where, what, how]: Damage): void {
  const places = placesIn(given);
  if (places.length === 0) {
    return;
  }
  const { parent, key } = places[where % places.length];
  if (Array.isArray(parent)) {
    parent[Number(key)] = what;
  } else if (how === 'replace') {
    parent[key] = what;
  } else if (how === 'add') {
    parent[`${key}x`] = what;
  } else {
    parent[String(key).toUpperCase()] = parent[key];
    delete parent[key];
  }
}

/** Right values with one to three places broken. */
export const broken: fc.Arbitrary<ValuesMap> = fc
  .tuple(
    values,
    fc.array(
      fc.tuple(
        fc.nat(),
        wrong,
        fc.constantFrom('replace', 'replace', 'add', 'rename'),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([given, damages]) => {
    const copy: ValuesMap = JSON.parse(JSON.stringify(given));
    (damages as Damage[]).forEach(one => damage(copy, one));
    return copy;
  });
