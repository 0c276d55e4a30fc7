import {
  parsePath,
  ValueIssue,
  ValuePath,
} from '@aikit-backstage/plugin-aikit-common';
import { Document, isCollection, isMap, isNode, isScalar, visit } from 'yaml';

/** Whether an alias of the document refers to what is in some nodes. */
function isReferredTo(nodes: unknown[], document: Document): boolean {
  const anchors = new Set<string>();
  for (const node of nodes.filter(isNode)) {
    visit(node, {
      Value(_, { anchor }) {
        if (anchor) {
          anchors.add(anchor);
        }
      },
    });
  }
  let found = false;
  visit(document, {
    Alias(_, { source }) {
      found ||= anchors.has(source);
    },
  });
  return found;
}

/**
 * Whether what is at a path can be replaced, or left out for null, in the text
 * as it is. It cannot below an alias, because what is there is written
 * elsewhere, nor where an alias would lose the anchor that it refers to.
 */
function canEdit(
  document: Document,
  path: ValuePath,
  suggestion: unknown,
): boolean {
  const key = path.at(-1);
  const parent = document.getIn(path.slice(0, -1), true);
  if (key === undefined || suggestion === undefined || !isCollection(parent)) {
    return false;
  }
  if (!parent.has(key)) {
    // At the top a name that is missing is not one of the values: an issue's
    // path may also be the place's name, or the preset's.
    return suggestion !== null && isMap(parent) && path.length > 1;
  }
  const node = parent.get(key, true);
  if (isScalar(node) && suggestion !== null && typeof suggestion !== 'object') {
    // It keeps its node, and so its anchor.
    return true;
  }
  const pair =
    suggestion === null && isMap(parent)
      ? parent.items.find(({ value }) => value === node)
      : undefined;
  return !isReferredTo(pair ? [pair.key, node] : [node], document);
}

/** The text of a document with something else at a path. */
function textWith(
  document: Document,
  path: ValuePath,
  suggestion: unknown,
): string {
  const edited = document.clone();
  if (suggestion === null) {
    edited.deleteIn(path);
  } else {
    // A scalar keeps its node, and so its comment.
    edited.setIn(
      path,
      typeof suggestion === 'object'
        ? edited.createNode(suggestion)
        : suggestion,
    );
  }
  return edited.toString({ lineWidth: 0 });
}

/**
 * The edit that puts what an issue suggests in its place: a function that gives
 * the text of the values with it, in the order and with the comments that they
 * have.
 *
 * @param document - of the text of the values, without errors; not changed
 * @returns undefined when nothing is suggested, or not for a place in the text,
 * or when the place cannot be edited for an alias or its anchor
 */
export function suggestedEdit(
  document: Document,
  { path: name, suggestion }: ValueIssue,
): (() => string) | undefined {
  const path = parsePath(name) ?? [];
  return canEdit(document, path, suggestion)
    ? () => textWith(document, path, suggestion)
    : undefined;
}
