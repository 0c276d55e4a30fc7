import {
  DEFAULT_VALUES,
  mergeValues,
  toYamlDocument,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { Extension, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { Document, isMap, YAMLMap } from 'yaml';
import { isSame, readValuesText } from '../form/valuesText';
import { valuesDocument } from './issueRange';

/** Adds to a map what another one has besides, below what is there. */
function addMissing(map: YAMLMap, other: YAMLMap): void {
  for (const { key, value } of other.items) {
    const own = map.get(key, true);
    if (!map.has(key)) {
      map.set(key, value);
    } else if (isMap(own) && isMap(value)) {
      addMissing(own, value);
    }
  }
}

/** The text of a values file with the chart's defaults added. */
function withDefaults(document: Document): string {
  const defaults = document.createNode(DEFAULT_VALUES);
  if (isMap(document.contents) && isMap(defaults)) {
    addMissing(document.contents, defaults);
  } else {
    document.contents = defaults;
  }
  return document.toString({ lineWidth: 0 });
}

/** Whether a text says some values. */
function says(text: string, values: ValuesMap): boolean {
  const read = readValuesText(text);
  return read.ok && isSame(values, read.values);
}

/**
 * A values file as Helm takes it, in full: laid over the chart's defaults. The
 * editor shows all values that count, and there what is missing is removed, as
 * is what is null. Comments stay, except where an alias or a merge key stands
 * for what is not full: then the values are written anew.
 *
 * @returns the same text when it is full already, or cannot be read
 */
export function fullText(file: string): string {
  const read = readValuesText(file);
  const document = valuesDocument(file);
  if (!read.ok || !document) {
    return file;
  }
  const values = mergeValues(DEFAULT_VALUES, read.values);
  if (isSame(values, read.values)) {
    return file;
  }
  const text = withDefaults(document);
  return says(text, values) ? text : toYamlDocument(values);
}

/** Takes what is pasted over the whole text for a values file. */
export const pastedFiles: Extension = EditorView.clipboardInputFilter.of(
  (pasted, { selection, doc }) =>
    coversAll(selection.main, doc) ? fullText(pasted) : pasted,
);

function coversAll({ from, to }: { from: number; to: number }, doc: Text) {
  return from === 0 && to === doc.length;
}
