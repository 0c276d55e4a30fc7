import { AcceleratorUsage } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import { aikitTranslationRef } from '../translation';
import { toneColor } from './looks';

const useStyles = makeStyles(
  theme => {
    const pending = toneColor(theme, 'waiting');
    return {
      row: {
        display: 'grid',
        gridTemplateColumns: 'auto minmax(128px, 1fr) minmax(0, auto)',
        alignItems: 'center',
        columnGap: theme.spacing(1),
        marginTop: theme.spacing(1),
        [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
      },
      bar: {
        display: 'flex',
        height: 12,
        overflow: 'hidden',
        border: `1px solid ${theme.palette.text.secondary}`,
        borderRadius: theme.shape.borderRadius,
      },
      part: { transition: theme.transitions.create('width') },
      allocated: { backgroundColor: toneColor(theme, 'good') },
      // Hatched: told apart from "allocated" without seeing the colour.
      pending: {
        backgroundImage: `repeating-linear-gradient(135deg, ${pending} 0 3px, transparent 3px 6px)`,
      },
      numbers: { fontVariantNumeric: 'tabular-nums' },
    };
  },
  { name: 'AikitAllocationBar' },
);

/**
 * How much of what a workload asks for of one accelerator it has: allocated
 * and pending of requested, in numbers and as a bar. During a rolling update
 * there may be more on pods than requested; the bar then shows them all.
 */
export function AllocationBar(props: { usage: AcceleratorUsage }) {
  const { resource, requested, allocated, pending, models } = props.usage;
  const classes = useStyles();
  const labelId = useId();
  const { t } = useTranslationRef(aikitTranslationRef);
  const whole = Math.max(requested, allocated + pending, 1);
  const width = (devices: number) => ({ width: `${(devices / whole) * 100}%` });
  const words = [
    t('accelerators.allocated', {
      allocated: String(allocated),
      requested: String(requested),
    }),
    ...(pending > 0
      ? [t('accelerators.pending', { pending: String(pending) })]
      : []),
    ...models,
  ].join(' · ');
  return (
    <div className={classes.row}>
      <Typography variant="body2" component="span" id={labelId}>
        {resource}
      </Typography>
      <div
        className={classes.bar}
        role="meter"
        aria-labelledby={labelId}
        aria-valuemin={0}
        aria-valuemax={whole}
        aria-valuenow={allocated}
        aria-valuetext={words}
      >
        <div
          className={`${classes.part} ${classes.allocated}`}
          style={width(allocated)}
        />
        <div
          className={`${classes.part} ${classes.pending}`}
          style={width(pending)}
        />
      </div>
      <Typography
        variant="body2"
        component="span"
        className={classes.numbers}
        aria-hidden
      >
        {words}
      </Typography>
    </div>
  );
}
