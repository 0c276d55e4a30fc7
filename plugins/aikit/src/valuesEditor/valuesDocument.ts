import { parseValues } from '@aikit-backstage/plugin-aikit-common';
import { Document, parseDocument, ScalarTag } from 'yaml';

/**
 * Times of YAML 1.1, which are text to Helm and to `parseValues`: as times they
 * would be written in another way than they are given.
 */
function isTime(tag: unknown): boolean {
  const { format, tag: name } = tag as Partial<ScalarTag>;
  return format === 'TIME' || name === 'tag:yaml.org,2002:timestamp';
}

/**
 * The YAML document of a text of values: its nodes, with their comments and
 * places in the text.
 *
 * @returns undefined when the text cannot be read. What `parseValues` refuses is
 * not parsed: it may be nested so deep that the parser exhausts the stack.
 */
export function valuesDocument(text: string): Document | undefined {
  return parseValues(text).ok
    ? parseDocument(text, {
        version: '1.1',
        customTags: tags => tags.filter(tag => !isTime(tag)),
        // Keys that are given twice are among what is refused; the yaml package
        // compares each key with each other to find them.
        uniqueKeys: false,
      })
    : undefined;
}
