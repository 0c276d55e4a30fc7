import { Fit } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import { Look, useToneStyles } from '../card/looks';
import { aikitTranslationRef } from '../translation';

const LOOKS: Record<'yes' | 'no' | 'unknown', Look> = {
  yes: { tone: 'good', Icon: CheckCircleIcon },
  no: { tone: 'waiting', Icon: ReportProblemIcon },
  unknown: { tone: 'quiet', Icon: HelpOutlineIcon },
};

const useStyles = makeStyles(
  theme => ({
    line: { display: 'flex', gap: theme.spacing(1), alignItems: 'center' },
  }),
  { name: 'AikitFitLine' },
);

/** Whether the workload fits the cluster, as far as it is known. */
export function FitLine({ fit }: { fit?: Fit }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const classes = useStyles();
  const tones = useToneStyles();
  const known = fit?.fits ? 'yes' : 'no';
  const answer = fit?.fits === undefined ? 'unknown' : known;
  const { tone, Icon } = LOOKS[answer];
  return (
    <Typography className={classes.line} role="status" component="div">
      <Icon className={tones[tone]} aria-hidden />
      <span>
        <strong>{t(`review.fit.${answer}`)}</strong>{' '}
        {fit?.message ?? t('review.fit.notAsked')}
      </span>
    </Typography>
  );
}
