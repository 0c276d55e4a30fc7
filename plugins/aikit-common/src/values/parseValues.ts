import {
  Alias,
  Document,
  isAlias,
  isScalar,
  LineCounter,
  parseDocument,
  ScalarTag,
  Tags,
  visit,
} from 'yaml';
import type { ValueIssue } from '../api/contract';
import { MAX_ALIASES, yamlExcess } from './yamlLimits';

/**
 * The content of a `values.yaml`, or why it cannot be read.
 *
 * @public
 */
export type ParseValuesResult =
  | { ok: true; values: unknown }
  | { ok: false; issues: ValueIssue[] };

/** Nobody reads more, and the first ones tell what is wrong. */
const MAX_ISSUES = 20;

/**
 * YAML 1.1 tags that Helm's parser does not have: numbers to the base 60
 * (`12:30`) and timestamps.
 */
function isForeignToHelm(tag: unknown): boolean {
  const { format, tag: name } = tag as Partial<ScalarTag>;
  return format === 'TIME' || name === 'tag:yaml.org,2002:timestamp';
}

/**
 * How the yaml package reads values as Helm does. Keys that are given twice are
 * found afterwards: the package compares each key with each other.
 *
 * @public
 */
export const HELM_YAML = {
  version: '1.1',
  customTags: (tags: Tags) => tags.filter(tag => !isForeignToHelm(tag)),
  uniqueKeys: false,
} as const;

function yamlIssue(rule: string, message: string, line?: number): ValueIssue {
  const path = line === undefined ? 'values' : `line ${line}`;
  return { severity: 'error', path, message, rule };
}

/**
 * Keys that a map of a YAML document has twice. The yaml package can tell too,
 * but compares each key with each other.
 */
function duplicateKeys(document: Document, lines: LineCounter): ValueIssue[] {
  const issues: ValueIssue[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        // Several merge keys (<<) are merged one after the other.
        if (seen.has(name) && name !== '<<' && isScalar(key)) {
          issues.push(
            yamlIssue(
              'duplicate-key',
              `has the key ${name} a second time: keep one of them`,
              lines.linePos(key.range?.[0] ?? 0).line,
            ),
          );
        }
        seen.add(name);
      }
    },
  });
  return issues;
}

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
function unresolvedAliases(
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
  return unresolved.map(alias =>
    yamlIssue(
      'unresolved-alias',
      messageOf(alias, anchors.has(alias.source)),
      lines.linePos(alias.range?.[0] ?? 0).line,
    ),
  );
}

function read(text: string): ParseValuesResult {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    ...HELM_YAML,
    lineCounter: lines,
    // A picture of the place takes long to draw, for each of many errors.
    prettyErrors: false,
  });
  const issues = [
    ...document.errors.map(({ message, pos }) =>
      yamlIssue('yaml', message, lines.linePos(pos[0]).line),
    ),
    ...duplicateKeys(document, lines),
    ...unresolvedAliases(document, lines),
  ];
  return issues.length > 0
    ? { ok: false, issues: issues.slice(0, MAX_ISSUES) }
    : {
        ok: true,
        values: document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {},
      };
}

/**
 * Reads the text of a `values.yaml` as Helm does: YAML 1.1, where `yes` is
 * true, and no key twice. An empty text is no values. What is too large, too
 * deep, has an alias without an anchor before it, or explodes when its aliases
 * are written out is an issue.
 *
 * @public
 */
export function parseValues(text: string): ParseValuesResult {
  const excess = yamlExcess(text);
  if (excess) {
    return { ok: false, issues: [yamlIssue(excess.rule, excess.message)] };
  }
  try {
    return read(text);
  } catch (error) {
    const issue =
      error instanceof ReferenceError
        ? yamlIssue(
            'aliases',
            'must not have aliases (*name) that explode when they are written out: write the values out',
          )
        : yamlIssue(
            'yaml',
            error instanceof Error ? error.message : `${error}`,
          );
    return { ok: false, issues: [issue] };
  }
}
