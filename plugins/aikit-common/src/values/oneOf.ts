import type { z } from 'zod';
import { fields } from './fields';
import { breakRule } from './rule';

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
  return fields(shape).superRefine((value: object, context) => {
    const given = names.filter(
      source => (value as Record<string, unknown>)[source] !== undefined,
    );
    if (given.length !== 1) {
      const surplus = given.slice(1).map(source => [source, null]);
      breakRule(context, {
        rule: 'one-source',
        suggestion:
          given.length > 1
            ? { ...value, ...Object.fromEntries(surplus) }
            : undefined,
        message: `must have exactly one of ${names.join(', ')}${
          given.length > 1 ? `, and has ${given.join(' and ')}` : ''
        }`,
      });
    }
  });
}
