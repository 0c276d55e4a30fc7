import {
  INFERENCE_ANNOTATION,
  isMap,
  toYamlDocument,
} from '@aikit-backstage/plugin-aikit-common';
import { structuredPatch } from 'diff';

/** A line of a difference; `gap` stands for equal lines that are left out. */
export type DiffLine = {
  kind: 'same' | 'added' | 'removed' | 'gap';
  text: string;
};

const KINDS: Record<string, DiffLine['kind']> = {
  '+': 'added',
  '-': 'removed',
  ' ': 'same',
};

/** Equal lines shown round each change, as `kubectl diff` does. */
const CONTEXT = 3;

type Document = Record<string, unknown>;

/**
 * The same value with the keys of its maps in the order that another has them,
 * at every depth; keys that the other has not come last. The order of keys says
 * nothing, and is no difference.
 */
function inOrderOf<T>(model: unknown, value: T): T;
function inOrderOf(model: unknown, value: unknown): unknown {
  if (Array.isArray(value)) {
    return Array.isArray(model)
      ? value.map((item, index) => inOrderOf(model[index], item))
      : value;
  }
  if (!isMap(value) || !isMap(model)) {
    return value;
  }
  const known = Object.keys(model).filter(key => Object.hasOwn(value, key));
  return Object.fromEntries(
    [...new Set([...known, ...Object.keys(value)])].map(key => [
      key,
      inOrderOf(Object.hasOwn(model, key) ? model[key] : undefined, value[key]),
    ]),
  );
}

/** Without what the portal notes of the submission: nobody has written that. */
function withoutNote(document: Document): Document {
  const { metadata } = document;
  if (!isMap(metadata) || !isMap(metadata.annotations)) {
    return document;
  }
  const { [INFERENCE_ANNOTATION]: _, ...annotations } = metadata.annotations;
  return { ...document, metadata: { ...metadata, annotations } };
}

/**
 * What differs between two objects, line by line of their YAML, with some equal
 * lines round each change. An object that is absent has no lines. Empty when
 * nothing differs but the note of the submission, which repeats what differs.
 */
export function unifiedDiff(
  before: Document | undefined,
  after: Document | undefined,
): DiffLine[] {
  const write = (document: Document | undefined) =>
    document ? toYamlDocument(withoutNote(document)) : '';
  const { hunks } = structuredPatch(
    'before',
    'after',
    write(before),
    write(inOrderOf(before, after)),
    undefined,
    undefined,
    { context: CONTEXT },
  );
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    {
      kind: 'gap' as const,
      text: `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    },
    ...lines
      // A marker of jsdiff's, not a line: "\ No newline at end of file".
      .filter(line => line[0] in KINDS)
      .map(line => ({ kind: KINDS[line[0]], text: line.slice(1) })),
  ]);
}
