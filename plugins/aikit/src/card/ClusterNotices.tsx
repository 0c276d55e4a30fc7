import { ClusterStatus } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useAgo } from '../time/useAgo';
import { aikitTranslationRef } from '../translation';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0 },
  }),
  { name: 'AikitClusterNotices' },
);

function ClusterNotice(props: { cluster: ClusterStatus }) {
  const { name, state, lastSeen, error } = props.cluster;
  const { t } = useTranslationRef(aikitTranslationRef);
  const ago = useAgo(lastSeen) ?? t('card.neverSeen');
  if (state === 'live') {
    return null;
  }
  return (
    <Typography variant="body2" color="textSecondary" component="li">
      {t(`cluster.${state}`, { cluster: name, ago })} {error}
    </Typography>
  );
}

/** Says of each cluster that is not live what is not known because of it. */
export function ClusterNotices(props: { clusters: readonly ClusterStatus[] }) {
  const classes = useStyles();
  const away = props.clusters.filter(cluster => cluster.state !== 'live');
  if (away.length === 0) {
    return null;
  }
  return (
    <ul className={classes.list}>
      {away.map(cluster => (
        <ClusterNotice key={cluster.name} cluster={cluster} />
      ))}
    </ul>
  );
}
