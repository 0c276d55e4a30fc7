import {
  autocompletion,
  CompletionContext,
  CompletionResult,
} from '@codemirror/autocomplete';
import { StreamLanguage } from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { linter, lintGutter } from '@codemirror/lint';
import { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { proposalsAt } from './completions';
import { cursorPlace } from './cursorPlace';
import { pastedFiles } from './pastedFile';
import { valuesSchemaTree } from './valuesSchemaTree';

/** Proposals of the chart values' schema, as CodeMirror takes them. */
export function completeValues({
  state,
  pos,
  explicit,
}: CompletionContext): CompletionResult | null {
  const place = cursorPlace(state.doc.toString(), pos);
  // Unasked only while a word is typed, so that Enter goes on making lines.
  if (!place || (!explicit && place.from === pos)) {
    return null;
  }
  const { from, to, typing } = place;
  return {
    from,
    to,
    options: proposalsAt(valuesSchemaTree(), place).map(proposal => ({
      label: proposal.label,
      detail: proposal.detail,
      apply: proposal.insert,
      type: typing === 'key' ? 'property' : 'constant',
    })),
    validFor: /^[\w.-]*$/,
  };
}

/**
 * What makes CodeMirror an editor of chart values. Issues are set from outside;
 * the linter here only makes room for them.
 *
 * @param attributes - of the element that has the focus
 */
export function valuesExtensions(
  attributes: Record<string, string>,
): Extension[] {
  return [
    StreamLanguage.define(yaml),
    autocompletion({ override: [completeValues], icons: false }),
    linter(null),
    lintGutter(),
    pastedFiles,
    EditorView.contentAttributes.of(attributes),
  ];
}
