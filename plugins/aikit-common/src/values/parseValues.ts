import { parseDocument, ScalarTag } from 'yaml';
import type { ValueIssue } from '../api/contract';

/**
 * The content of a `values.yaml`, or why it cannot be read.
 *
 * @public
 */
export type ParseValuesResult =
  | { ok: true; values: unknown }
  | { ok: false; issues: ValueIssue[] };

/**
 * YAML 1.1 tags that Helm's parser does not have: numbers to the base 60
 * (`12:30`) and timestamps.
 */
function isForeignToHelm(tag: unknown): boolean {
  const { format, tag: name } = tag as Partial<ScalarTag>;
  return format === 'TIME' || name === 'tag:yaml.org,2002:timestamp';
}

/**
 * Reads the text of a `values.yaml` as Helm does: YAML 1.1, where `yes` is
 * true, and no key twice. An empty text is no values.
 *
 * @public
 */
export function parseValues(text: string): ParseValuesResult {
  const document = parseDocument(text, {
    version: '1.1',
    customTags: tags => tags.filter(tag => !isForeignToHelm(tag)),
  });
  if (document.errors.length > 0) {
    return {
      ok: false,
      issues: document.errors.map(({ message, linePos }) => ({
        severity: 'error',
        path: linePos ? `line ${linePos[0].line}` : 'values',
        message: message.split(/ at line|\n/)[0],
      })),
    };
  }
  try {
    return { ok: true, values: document.toJS() ?? {} };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      issues: [{ severity: 'error', path: 'values', message }],
    };
  }
}
