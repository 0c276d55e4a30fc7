import { alpha, makeStyles } from '@material-ui/core/styles';
import { useMemo } from 'react';
import { DiffLine, unifiedDiff } from './unifiedDiff';

const useStyles = makeStyles(
  theme => ({
    lines: {
      margin: theme.spacing(1, 0),
      padding: theme.spacing(1),
      maxHeight: 480,
      overflow: 'auto',
      border: `1px solid ${theme.palette.divider}`,
      ...theme.typography.body2,
      fontFamily: 'monospace',
    },
    line: { display: 'block', minWidth: 'max-content', textDecoration: 'none' },
    added: { backgroundColor: alpha(theme.palette.success.main, 0.2) },
    removed: { backgroundColor: alpha(theme.palette.error.main, 0.2) },
    same: {},
    gap: { color: theme.palette.text.secondary },
  }),
  { name: 'AikitDiffLines' },
);

const ELEMENTS = {
  added: 'ins',
  removed: 'del',
  same: 'span',
  gap: 'span',
} as const;

const MARKS: Record<DiffLine['kind'], string> = {
  added: '+',
  removed: '-',
  same: ' ',
  gap: '',
};

/** A unified difference of two objects' YAML; marks say what colours do. */
export function DiffLines(props: {
  label: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}) {
  const { label, before, after } = props;
  const classes = useStyles();
  const lines = useMemo(() => unifiedDiff(before, after), [before, after]);
  return (
    // The keyboard scrolls what has the focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes.lines} tabIndex={0} role="group" aria-label={label}>
      {lines.map(({ kind, text }, index) => {
        const Line = ELEMENTS[kind];
        return (
          <Line
            // Lines have no other identity, and the whole is made anew.
            key={index}
            className={`${classes.line} ${classes[kind]}`}
          >
            {MARKS[kind]}
            {text}
          </Line>
        );
      })}
    </pre>
  );
}
