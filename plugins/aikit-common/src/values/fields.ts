import { z } from 'zod';
import { obeys } from './rules/rule';
import { suggest } from './suggest';

/** Says that a key is unknown, and what may have been meant. */
function unknownKey(key: string, known: readonly string[]): string {
  const meant = suggest(key, known);
  return meant
    ? `is not known here: did you mean ${meant}?`
    : `is not known here: the keys are ${known.join(', ')}`;
}

/**
 * A map with these keys and no others. Unlike `z.strictObject` it reports each
 * unknown key at its own path, with the key that may have been meant.
 */
export function fields<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape);
  const unknown = z.never({
    error: ({ path }) => unknownKey(String(path?.at(-1)), known),
  });
  // Optional, because of a bare `never` zod makes one issue for all keys.
  return z.object(shape).catchall(unknown.optional()) as z.ZodObject<
    Shape,
    z.core.$loose
  > as z.ZodObject<Shape, z.core.$strict>;
}

/**
 * A map that has exactly one of some keys, as for where something comes from.
 *
 * @param sources - the keys of which it has one; all optional
 * @param others - keys that it has beside
 */
export function oneOf<
  Sources extends z.core.$ZodLooseShape,
  Others extends z.core.$ZodLooseShape,
>(sources: Sources, others: Others) {
  const names = Object.keys(sources);
  const shape: Others & Sources = { ...others, ...sources };
  return fields(shape).superRefine(
    obeys((value: object, report) => {
      const given = names.filter(
        source => (value as Record<string, unknown>)[source] !== undefined,
      );
      if (given.length === 0) {
        report({
          rule: 'one-source',
          message: `must have exactly one of ${names.join(', ')}`,
        });
      }
      if (given.length > 1) {
        const surplus = given.slice(1).map(source => [source, null]);
        report({
          rule: 'one-source',
          message: `must have exactly one of ${names.join(
            ', ',
          )}, and has ${given.join(' and ')}`,
          suggestion: { ...value, ...Object.fromEntries(surplus) },
        });
      }
    }),
  );
}
