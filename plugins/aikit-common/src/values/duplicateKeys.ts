import { Document, isScalar, LineCounter, visit } from 'yaml';
import type { ValueIssue } from '../api/contract';

/**
 * Keys that a map of a YAML document has twice. The yaml package can tell too,
 * but compares each key with each other.
 */
export function duplicateKeys(
  document: Document,
  lines: LineCounter,
): ValueIssue[] {
  const issues: ValueIssue[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        // Several merge keys (<<) are merged one after the other.
        if (seen.has(name) && name !== '<<' && isScalar(key)) {
          issues.push({
            severity: 'error',
            path: `line ${lines.linePos(key.range?.[0] ?? 0).line}`,
            message: `has the key ${name} a second time: keep one of them`,
            rule: 'duplicate-key',
          });
        }
        seen.add(name);
      }
    },
  });
  return issues;
}
