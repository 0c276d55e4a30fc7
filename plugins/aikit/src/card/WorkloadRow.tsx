import {
  ClusterStatus,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import ButtonBase from '@material-ui/core/ButtonBase';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { useId, useState } from 'react';
import { aikitTranslationRef } from '../translation';
import { ClusterMarker } from './Marker';
import { Freshness, HealthSummary } from './StatusLine';
import { WorkloadDetails } from './WorkloadDetails';

const useStyles = makeStyles(
  theme => ({
    row: {
      borderBottom: `1px solid ${theme.palette.divider}`,
      padding: theme.spacing(0.5, 0),
      '&:last-child': { borderBottom: 0 },
    },
    button: {
      display: 'grid',
      gridTemplateColumns: '24px 1fr',
      columnGap: theme.spacing(0.5),
      width: '100%',
      padding: theme.spacing(0.5),
      textAlign: 'left',
      fontVariantNumeric: 'tabular-nums',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.text.primary}`,
      },
    },
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
    },
  }),
  { name: 'AikitWorkloadRow' },
);

/** One workload of several: a line, and its details when asked for. */
export function WorkloadRow(props: {
  workload: WorkloadStatus;
  cluster?: ClusterStatus;
  confirmedAt?: number;
  defaultExpanded: boolean;
}) {
  const { workload, cluster, confirmedAt, defaultExpanded } = props;
  const [expanded, setExpanded] = useState(defaultExpanded);
  const detailsId = useId();
  const classes = useStyles();
  const { t } = useTranslationRef(aikitTranslationRef);
  const stale = cluster !== undefined && cluster.state !== 'live';
  const ExpandIcon = expanded ? ExpandLessIcon : ExpandMoreIcon;
  return (
    <div className={classes.row}>
      <ButtonBase
        className={classes.button}
        aria-expanded={expanded}
        aria-controls={detailsId}
        onClick={() => setExpanded(shown => !shown)}
      >
        <ExpandIcon titleAccess={t('card.expand', { name: workload.name })} />
        <span className={classes.facts}>
          <HealthSummary workload={workload} stale={stale} />
          <Typography variant="body2" component="strong">
            {workload.name}
          </Typography>
          <Typography variant="body2" component="span" color="textSecondary">
            {t('card.place', {
              cluster: workload.cluster,
              namespace: workload.namespace,
            })}
          </Typography>
          {workload.accelerators.map(usage => (
            <Typography key={usage.resource} variant="body2" component="span">
              {t('accelerators.short', {
                allocated: String(usage.allocated),
                requested: String(usage.requested),
                resource: usage.resource,
              })}
            </Typography>
          ))}
          {stale && (
            <Typography variant="body2" component="span" color="textSecondary">
              <ClusterMarker state={cluster.state} />{' '}
              <Freshness cluster={cluster} confirmedAt={confirmedAt} />
            </Typography>
          )}
        </span>
      </ButtonBase>
      <div id={detailsId}>
        {expanded && <WorkloadDetails workload={workload} stale={stale} />}
      </div>
    </div>
  );
}
