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
  const [best] = known
    .map(name => ({
      name,
      edits: distance(lower, name.toLocaleLowerCase('en-US')),
    }))
    .sort((a, b) => a.edits - b.edits);
  return best && best.edits <= Math.max(1, Math.floor(word.length / 3))
    ? best.name
    : undefined;
}
