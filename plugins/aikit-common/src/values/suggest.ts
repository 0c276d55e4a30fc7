import { distance } from 'fastest-levenshtein';

/**
 * The known word nearest to a mistyped one, when it is near enough to be
 * meant: at most one edit in three letters.
 */
export function suggest(
  word: string,
  known: readonly string[],
): string | undefined {
  const lower = word.toLocaleLowerCase('en-US');
  const most = Math.max(1, Math.floor(word.length / 3));
  const [best] = known
    .filter(name => Math.abs(name.length - word.length) <= most)
    .map(name => ({
      name,
      edits: distance(lower, name.toLocaleLowerCase('en-US')),
    }))
    .sort((a, b) => a.edits - b.edits);
  return best && best.edits <= most ? best.name : undefined;
}

/**
 * A scalar as a word. Of a map or list it is empty: one with a `toString` of
 * its own cannot be made a text of.
 */
export function textOf(value: unknown): string {
  return typeof value === 'object' ? '' : String(value);
}
