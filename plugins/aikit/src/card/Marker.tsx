import {
  ClusterState,
  ClusterStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import CloudOffIcon from '@material-ui/icons/CloudOff';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import SyncIcon from '@material-ui/icons/Sync';
import SyncProblemIcon from '@material-ui/icons/SyncProblem';
import { ComponentType } from 'react';
import { aikitTranslationRef } from '../translation';
import { Tone, useToneStyles } from './looks';

type MarkerLook = { tone: Tone; Icon: ComponentType<SvgIconProps> };

const clusterLooks: Record<ClusterState, MarkerLook> = {
  live: { tone: 'good', Icon: SyncIcon },
  connecting: { tone: 'busy', Icon: HourglassEmptyIcon },
  stale: { tone: 'waiting', Icon: SyncProblemIcon },
  unavailable: { tone: 'bad', Icon: CloudOffIcon },
  unsupported: { tone: 'quiet', Icon: CloudOffIcon },
};

const useStyles = makeStyles(
  theme => ({
    marker: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      whiteSpace: 'nowrap',
    },
    icon: { fontSize: 16 },
  }),
  { name: 'AikitMarker' },
);

function Sign(props: { look: MarkerLook; text: string }) {
  const { Icon, tone } = props.look;
  const classes = useStyles();
  const tones = useToneStyles();
  return (
    <Typography variant="body2" component="span" className={classes.marker}>
      <Icon className={`${classes.icon} ${tones[tone]}`} aria-hidden />
      {props.text}
    </Typography>
  );
}

/** Whether what is shown of a cluster is its present state. */
export function ClusterMarker(props: { state: ClusterState }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  return (
    <Sign look={clusterLooks[props.state]} text={t(`marker.${props.state}`)} />
  );
}

/** Whether what is shown of several clusters is their present state. */
export function ClustersMarker(props: { clusters: readonly ClusterStatus[] }) {
  const { clusters } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const live = clusters.filter(cluster => cluster.state === 'live').length;
  if (live === clusters.length) {
    return <ClusterMarker state="live" />;
  }
  return (
    <Sign
      look={clusterLooks.stale}
      text={t('marker.clusters', {
        live: String(live),
        all: String(clusters.length),
      })}
    />
  );
}

/** Says that the portal itself does not answer. */
export function DisconnectedMarker() {
  const { t } = useTranslationRef(aikitTranslationRef);
  return <Sign look={clusterLooks.stale} text={t('marker.disconnected')} />;
}
