import {
  ClusterStatus,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useAgo } from '../time/useAgo';
import { aikitTranslationRef } from '../translation';
import { healthLooks, useToneStyles } from './looks';

const useStyles = makeStyles(
  theme => ({
    line: {
      display: 'flex',
      alignItems: 'center',
      flexWrap: 'wrap',
      columnGap: theme.spacing(1),
      fontVariantNumeric: 'tabular-nums',
    },
    health: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      fontWeight: 'bold',
    },
    icon: { fontSize: 20 },
  }),
  { name: 'AikitStatusLine' },
);

/** Health as shape, colour and word, and how many groups are ready. */
export function HealthSummary(props: {
  workload: WorkloadStatus;
  /** Whether this is an old picture, to be shown greyed. */
  stale: boolean;
}) {
  const { health, groups, mode } = props.workload;
  const classes = useStyles();
  const tones = useToneStyles();
  const { t } = useTranslationRef(aikitTranslationRef);
  const { tone, Icon } = healthLooks[health.state];
  const counts = { count: groups.desired, ready: String(groups.ready) };
  return (
    <span className={classes.line}>
      <Typography variant="body2" component="span" className={classes.health}>
        <Icon
          className={`${classes.icon} ${tones[props.stale ? 'quiet' : tone]}`}
          aria-hidden
        />
        {t(`health.${health.state}`)}
      </Typography>
      <Typography variant="body2" component="span">
        {mode === 'standard'
          ? t('groups.serversReady', counts)
          : t('groups.ready', counts)}
      </Typography>
    </span>
  );
}

/** Since when what is shown is known: the cluster's or the portal's word. */
export function Freshness(props: {
  cluster?: ClusterStatus;
  confirmedAt?: number;
}) {
  const { cluster, confirmedAt } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const away = cluster !== undefined && cluster.state !== 'live';
  const ago = useAgo(away ? cluster.lastSeen : confirmedAt);
  if (away) {
    return <>{ago ? t('card.lastSeen', { ago }) : t('card.neverSeen')}</>;
  }
  return <>{ago && t('card.updated', { ago })}</>;
}

/** First line of a workload: `Degraded 1 of 2 groups ready · updated 4 s ago`. */
export function StatusLine(props: {
  workload: WorkloadStatus;
  cluster?: ClusterStatus;
  confirmedAt?: number;
}) {
  const { workload, cluster, confirmedAt } = props;
  const classes = useStyles();
  return (
    <div className={classes.line}>
      <HealthSummary
        workload={workload}
        stale={cluster !== undefined && cluster.state !== 'live'}
      />
      <Typography variant="body2" component="span" color="textSecondary">
        · <Freshness cluster={cluster} confirmedAt={confirmedAt} />
      </Typography>
    </div>
  );
}
