import { SubmittedObject } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { aikitTranslationRef } from '../translation';
import { DiffLines } from './DiffLines';

/** Beside the word, as `kubectl diff` and git have it. */
const MARKS: Record<SubmittedObject['change'], string> = {
  created: '+',
  updated: '~',
  unchanged: '=',
  deleted: '-',
};

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    mark: {
      display: 'inline-block',
      width: theme.spacing(2),
      fontFamily: 'monospace',
    },
  }),
  { name: 'AikitObjectChanges' },
);

/** What becomes of each object; where one is changed, in which lines. */
export function ObjectChanges(props: { objects: readonly SubmittedObject[] }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label={t('review.changes.title')}>
      {props.objects.map(({ kind, name, change, before, after }) => (
        <li key={`${kind} ${name}`}>
          <Typography>
            <span className={classes.mark} aria-hidden>
              {MARKS[change]}
            </span>
            {t(`review.change.${change}`, { object: `${kind} ${name}` })}
          </Typography>
          {change === 'updated' && (
            <DiffLines
              label={t('review.lines', { object: `${kind} ${name}` })}
              before={before}
              after={after}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
