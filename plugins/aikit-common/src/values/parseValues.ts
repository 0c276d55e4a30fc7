import { LineCounter, parseDocument, ScalarTag, Tags } from 'yaml';
import type { ValueIssue } from '../api/contract';
import { duplicateKeys } from './duplicateKeys';
import { unresolvedAliases } from './unresolvedAliases';
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

function issueOf(rule: string, message: string, line?: number): ValueIssue {
  const path = line === undefined ? 'values' : `line ${line}`;
  return { severity: 'error', path, message, rule };
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
      issueOf('yaml', message, lines.linePos(pos[0]).line),
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
    return { ok: false, issues: [issueOf(excess.rule, excess.message)] };
  }
  try {
    return read(text);
  } catch (error) {
    const issue =
      error instanceof ReferenceError
        ? issueOf(
            'aliases',
            'must not have aliases (*name) that explode when they are written out: write the values out',
          )
        : issueOf('yaml', error instanceof Error ? error.message : `${error}`);
    return { ok: false, issues: [issue] };
  }
}
