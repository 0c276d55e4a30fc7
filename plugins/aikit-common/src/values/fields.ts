import { z } from 'zod';
import { suggest } from './suggest';

/** Says that a key is unknown, and what may have been meant. */
function unknownKey(key: string, known: readonly string[]): string {
  const meant = suggest(key, known);
  return meant
    ? `is not known here: did you mean ${meant}?`
    : `is not known here: the keys are ${known.join(', ')}`;
}

/**
 * A map with these keys and no others. Unlike `z.strictObject` it reports
 * each unknown key at its own path, with a suggestion.
 */
export function fields<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape);
  const unknown = z.custom<never>(() => false, {
    error: issue => unknownKey(String(issue.path?.at(-1)), known),
    params: { rule: 'unknown-key', suggestion: null },
  });
  // No value passes the catchall, so that the type is a strict object's.
  return z.object(shape).catchall(unknown) as unknown as z.ZodObject<
    Shape,
    z.core.$strict
  >;
}
