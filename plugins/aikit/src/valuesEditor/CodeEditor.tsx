import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { useTheme } from '@material-ui/core/styles';
import CodeMirror from '@uiw/react-codemirror';
import { useEffect, useMemo, useState } from 'react';
import { valuesExtensions } from './extensions';
import { TextRange } from './issueRange';

/** An issue and what it is about in the text. */
export type PlacedIssue = {
  issue: ValueIssue;
  range?: TextRange;
  /** Makes the text with what is suggested; absent where that cannot be. */
  edit?: () => string;
};

/** Props of {@link CodeEditor}. */
export type CodeEditorProps = {
  text: string;
  onChange: (text: string) => void;
  onBlur: () => void;
  /** Of the text; marked in it where they have a range. */
  issues: readonly PlacedIssue[];
  label: string;
  /** Id of the element with the help text. */
  describedBy: string;
  readOnly?: boolean;
  /** Gets a function that selects a part of the text and goes there. */
  onReady: (reveal: (range: TextRange) => void) => void;
};

function toDiagnostics(
  issues: readonly PlacedIssue[],
  length: number,
): Diagnostic[] {
  return issues.flatMap(({ issue, range }) =>
    range
      ? [
          {
            // The text may have become shorter since they were found.
            from: Math.min(range.from, length),
            to: Math.min(range.to, length),
            severity: issue.severity,
            message: issue.message,
          },
        ]
      : [],
  );
}

/** Without its completion: ours knows the chart's keys. */
const BASIC_SETUP = { autocompletion: false };

/** CodeMirror for chart values. A chunk of its own: it is large. */
export default function CodeEditor(props: CodeEditorProps) {
  const { text, onChange, onBlur, issues, readOnly, onReady } = props;
  const { label, describedBy } = props;
  const theme = useTheme();
  const [view, setView] = useState<EditorView>();
  const extensions = useMemo(
    () =>
      valuesExtensions({
        'aria-label': label,
        'aria-describedby': describedBy,
      }),
    [label, describedBy],
  );

  useEffect(() => {
    if (view) {
      const diagnostics = toDiagnostics(issues, view.state.doc.length);
      view.dispatch(setDiagnostics(view.state, diagnostics));
    }
  }, [view, issues]);

  useEffect(() => {
    if (view) {
      onReady(({ from, to }) => {
        view.dispatch({
          selection: { anchor: from, head: to },
          scrollIntoView: true,
        });
        view.focus();
      });
    }
  }, [view, onReady]);

  return (
    <CodeMirror
      value={text}
      onChange={onChange}
      onBlur={onBlur}
      onCreateEditor={setView}
      extensions={extensions}
      theme={theme.palette.type}
      readOnly={readOnly}
      minHeight="160px"
      maxHeight="480px"
      basicSetup={BASIC_SETUP}
    />
  );
}
