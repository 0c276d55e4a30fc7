import { HELM_YAML, parseValues } from '@aikit-backstage/plugin-aikit-common';
import { Document, parseDocument } from 'yaml';

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
