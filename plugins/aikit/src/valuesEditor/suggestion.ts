import { parsePath, ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { parseDocument } from 'yaml';

/**
 * A YAML text of values with what an issue suggests in its place, in the order
 * and with the comments that it has.
 *
 * @returns undefined when nothing is suggested, or not for a place in the text
 */
export function withSuggestion(
  text: string,
  { path, suggestion }: ValueIssue,
): string | undefined {
  const keys = parsePath(path) ?? [];
  const document = parseDocument(text, { version: '1.1' });
  const isInText =
    keys.length > 0 &&
    (document.hasIn(keys) ||
      (keys.length > 1 && document.hasIn(keys.slice(0, -1))));
  if (suggestion === undefined || document.errors.length > 0 || !isInText) {
    return undefined;
  }
  if (suggestion === null) {
    document.deleteIn(keys);
  } else {
    // A scalar keeps its node, and so its comment.
    document.setIn(
      keys,
      typeof suggestion === 'object'
        ? document.createNode(suggestion)
        : suggestion,
    );
  }
  return document.toString({ lineWidth: 0 });
}
