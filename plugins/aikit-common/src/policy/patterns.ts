/**
 * Whether a glob, in which `*` stands for any text, covers a text. Linear in
 * the text, whatever the glob.
 */
export function covers(glob: string, text: string): boolean {
  const [first, ...parts] = glob.split('*');
  const last = parts.pop();
  if (last === undefined) {
    return text === first;
  }
  const end = text.length - last.length;
  let from = first.length;
  if (from > end || !text.startsWith(first) || !text.endsWith(last)) {
    return false;
  }
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) {
      return false;
    }
    from = at + part.length;
  }
  return true;
}

/** Whether some text is covered by both of two globs. */
export function overlaps(one: string, other: string): boolean {
  // Which beginnings of `other` can be the same text as one of `one`.
  let row = [true];
  for (let j = 1; j <= other.length; j += 1) {
    row[j] = row[j - 1] && other[j - 1] === '*';
  }
  for (const character of one) {
    const next = [row[0] && character === '*'];
    for (let j = 1; j <= other.length; j += 1) {
      next[j] =
        character === '*' || other[j - 1] === '*'
          ? row[j] || next[j - 1]
          : row[j - 1] && character === other[j - 1];
    }
    row = next;
  }
  return row[other.length];
}

/** Longer than any name or reference in Kubernetes that is looked at. */
const MAX_LENGTH = 1024;

/**
 * Whether a list of globs allows a text: one covers it, and none that begins
 * with `!` does. A text that is a glob itself, such as the host
 * `*.example.com`, must be covered whole, and not even in part be excluded.
 *
 * @param reserved - globs of what only a pattern without `*` allows
 */
export function allows(
  patterns: readonly string[],
  text: string,
  reserved: readonly string[] = [],
): boolean {
  if (text.length > MAX_LENGTH) {
    return false;
  }
  const isExcluded = patterns.some(
    pattern => pattern.startsWith('!') && overlaps(pattern.slice(1), text),
  );
  const isReserved = reserved.some(glob => overlaps(glob, text));
  return (
    !isExcluded &&
    patterns.some(pattern =>
      isReserved
        ? pattern === text && !pattern.includes('*')
        : !pattern.startsWith('!') && covers(pattern, text),
    )
  );
}

/** What stands in a pattern as `{owner}`, `{namespace}` or `{name}`. */
export type Placeholders = Partial<
  Record<'owner' | 'namespace' | 'name', string>
>;

/**
 * Patterns with their placeholders filled in. One whose placeholder is not
 * known, or would become a wildcard, is left out: it allows nothing.
 */
export function filled(
  patterns: readonly string[],
  known: Placeholders,
): string[] {
  return patterns.flatMap(pattern => {
    let isKnown = true;
    const text = pattern.replace(
      /\{(owner|namespace|name)\}/g,
      (_, key: keyof Placeholders) => {
        const value = known[key];
        isKnown &&= Boolean(value) && !value?.includes('*');
        return value ?? '';
      },
    );
    return isKnown ? [text] : [];
  });
}

/** Patterns as a phrase: `any but kube-*`, `team-a, team-b`; none, if none. */
function inWords(
  patterns: readonly string[],
  reserved: readonly string[] = [],
): string | undefined {
  const allowed = patterns.filter(pattern => !pattern.startsWith('!'));
  const excluded = [
    ...patterns
      .filter(pattern => pattern.startsWith('!'))
      .map(pattern => pattern.slice(1)),
    ...reserved.filter(glob =>
      allowed.some(pattern => pattern.includes('*') && overlaps(pattern, glob)),
    ),
  ];
  if (allowed.length === 0) {
    return undefined;
  }
  const but = excluded.length > 0 ? ` but ${excluded.join(', ')}` : '';
  return allowed.includes('*') ? `any${but}` : `${allowed.join(', ')}${but}`;
}

/**
 * The end of a sentence that says what may not be used: `: team-a, team-b would
 * do`, or `, nor any other` where nothing is allowed.
 *
 * @param more - globs of what only a pattern without `*` allows, and what would
 *   do whatever the patterns are
 */
export function wouldDo(
  patterns: readonly string[],
  more: { reserved?: readonly string[]; also?: string } = {},
): string {
  const words = [more.also, inWords(patterns, more.reserved)].filter(Boolean);
  return words.length > 0
    ? `: ${words.join(', or ')} would do`
    : ', nor any other';
}
