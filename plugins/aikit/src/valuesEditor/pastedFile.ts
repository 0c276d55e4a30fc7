import {
  DEFAULT_VALUES,
  mergeValues,
  toYamlDocument,
} from '@aikit-backstage/plugin-aikit-common';
import { Extension, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { isSame, readValuesText } from './valuesText';

/**
 * A values file as Helm takes it, in full: laid over the chart's defaults, with
 * what is null in it left out. The editor shows all values that count, and
 * there what is missing is removed.
 *
 * @returns the same text when it is full already, or cannot be read
 */
export function fullText(file: string): string {
  const read = readValuesText(file);
  if (!read.ok) {
    return file;
  }
  const values = mergeValues(DEFAULT_VALUES, read.values);
  return isSame(values, read.values) ? file : toYamlDocument(values);
}

/** Takes what is pasted over the whole text for a values file. */
export const pastedFiles: Extension = EditorView.clipboardInputFilter.of(
  (pasted, { selection, doc }) =>
    coversAll(selection.main, doc) ? fullText(pasted) : pasted,
);

function coversAll({ from, to }: { from: number; to: number }, doc: Text) {
  return from === 0 && to === doc.length;
}
