import { Alias, Document, isAlias, LineCounter, visit } from 'yaml';
import type { ValueIssue } from '../api/contract';

/** What is to be said of an alias, given whether its anchor comes later. */
function messageOf({ source }: Alias, comesLater: boolean): string {
  return comesLater
    ? `has the alias *${source} before its anchor &${source}: write the value with its anchor here and the alias below, or write the value out in both places`
    : `has the alias *${source}, but nothing has the anchor &${source}: write &${source} before the value that is meant, above this line, or write the value out`;
}

/**
 * Aliases (`*name`) of a YAML document that have no anchor (`&name`) before
 * them, each with its line. The yaml package refuses them only when the values
 * are read, with the same kind of error as aliases that explode.
 */
export function unresolvedAliases(
  document: Document,
  lines: LineCounter,
): ValueIssue[] {
  const anchors = new Set<string>();
  const unresolved: Alias[] = [];
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        if (!anchors.has(node.source)) {
          unresolved.push(node);
        }
      } else if (node.anchor) {
        anchors.add(node.anchor);
      }
    },
  });
  return unresolved.map(alias => ({
    severity: 'error',
    path: `line ${lines.linePos(alias.range?.[0] ?? 0).line}`,
    message: messageOf(alias, anchors.has(alias.source)),
    rule: 'unresolved-alias',
  }));
}
