import Radio from '@material-ui/core/Radio';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

/** One line of a {@link RadioTable}. */
export interface RadioRow {
  value: string;
  /** What a person who does not see the table is told of the whole line. */
  label: string;
  /** One for each column; with fewer, the last takes the rest. */
  cells: ReactNode[];
  disabled?: boolean;
}

const useStyles = makeStyles(
  theme => ({
    scroll: { overflowX: 'auto', marginBottom: theme.spacing(3) },
    row: { cursor: 'pointer', '&:focus-within': { outline: 'auto' } },
    disabled: {
      cursor: 'default',
      '& td': { color: theme.palette.text.secondary },
    },
    radio: { padding: theme.spacing(0.5) },
    cell: {
      padding: theme.spacing(0.75),
      verticalAlign: 'middle',
      // Where there is little room, the table scrolls and no word is cut.
      wordBreak: 'normal',
      lineHeight: 1.25,
    },
    number: { fontVariantNumeric: 'tabular-nums' },
  }),
  { name: 'AikitRadioTable' },
);

/**
 * A table of which one line is chosen. Its radio buttons are the browser's own
 * and make one group: one stop of the Tab key, arrow keys inside it.
 */
export function RadioTable(props: {
  /** Unique in the document. */
  id: string;
  label: string;
  columns: readonly string[];
  rows: readonly RadioRow[];
  value?: string;
  /** Told of a line that is not chosen yet. */
  onChange: (value: string) => void;
  disabled?: boolean;
}) {
  const { id, label, columns, rows, value, onChange, disabled } = props;
  const classes = useStyles();
  const choose = (line: string) => {
    if (line !== value) {
      onChange(line);
    }
  };
  return (
    <div role="radiogroup" aria-label={label} className={classes.scroll}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox" />
            {columns.map(column => (
              <TableCell key={column} className={classes.cell}>
                {column}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(row => {
            const closed = disabled || row.disabled;
            return (
              <TableRow
                key={row.value}
                hover={!closed}
                className={closed ? classes.disabled : classes.row}
                onClick={closed ? undefined : () => choose(row.value)}
              >
                <TableCell padding="checkbox">
                  <Radio
                    className={classes.radio}
                    color="primary"
                    size="small"
                    name={id}
                    value={row.value}
                    checked={row.value === value}
                    disabled={closed}
                    onChange={() => choose(row.value)}
                    onClick={event => event.stopPropagation()}
                    inputProps={{ 'aria-label': row.label }}
                  />
                </TableCell>
                {row.cells.map((cell, index) => (
                  <TableCell
                    key={columns[index]}
                    colSpan={
                      index === row.cells.length - 1
                        ? columns.length - index
                        : undefined
                    }
                    className={`${classes.cell} ${classes.number}`}
                  >
                    {cell}
                  </TableCell>
                ))}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
}
