import {
  HELM_YAML,
  parsePath,
  parseValues,
} from '@aikit-backstage/plugin-aikit-common';
import {
  Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Pair,
  parseDocument,
} from 'yaml';

/**
 * The YAML document of a text of values: its nodes, with their comments and
 * places in the text.
 *
 * @returns undefined when the text cannot be read. What `parseValues` refuses is
 * not parsed: it may be nested so deep that the parser exhausts the stack.
 */
export function valuesDocument(text: string): Document | undefined {
  return parseValues(text).ok ? parseDocument(text, HELM_YAML) : undefined;
}

/** Part of a text, in UTF-16 units. */
export type TextRange = { from: number; to: number };

type Child = { key: unknown; value: unknown };

function childOf(node: unknown, step: PropertyKey): Child | undefined {
  if (isMap(node)) {
    const pair = node.items.find(
      (item: Pair) => isScalar(item.key) && String(item.key.value) === step,
    );
    return pair && { key: pair.key, value: pair.value };
  }
  if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
    return { key: node.items[step], value: node.items[step] };
  }
  return undefined;
}

function rangeOf(node: unknown): TextRange | undefined {
  return isNode(node) && node.range
    ? { from: node.range[0], to: node.range[1] }
    : undefined;
}

/**
 * Gives a function that finds what an issue's path means in a YAML text: the
 * value where it is a scalar, else its key, else the nearest key above it.
 * Undefined where not even that is there.
 *
 * @param document - of the text; undefined when it cannot be read, which leaves
 * the paths of lines
 */
export function issueRanges(
  text: string,
  document: Document | undefined,
): (path: string) => TextRange | undefined {
  return path => {
    const line = /^line (\d+)$/.exec(path);
    if (line) {
      return lineRange(text, Number(line[1]));
    }
    let node: unknown = document?.contents;
    let found: Child | undefined;
    for (const step of parsePath(path) ?? []) {
      const child = childOf(node, step);
      if (!child) {
        return rangeOf(found?.key);
      }
      found = child;
      node = child.value;
    }
    return rangeOf(
      isScalar(node) && node.range?.[0] !== node.range?.[1] ? node : found?.key,
    );
  };
}

/** A line without its indentation. */
function lineRange(text: string, number: number): TextRange | undefined {
  const lines = text.split('\n');
  const line = lines.at(number - 1);
  if (line === undefined) {
    return undefined;
  }
  const start = lines
    .slice(0, number - 1)
    .reduce((sum, { length }) => sum + length + 1, 0);
  return {
    from: start + line.length - line.trimStart().length,
    to: start + line.length,
  };
}
