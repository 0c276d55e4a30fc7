import { WorkloadStatus } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import { aikitTranslationRef } from '../translation';
import { AllocationBar } from './AllocationBar';
import { Findings } from './Findings';
import { foreignClaim } from './foreignClaim';
import { Groups } from './groups/Groups';

const useStyles = makeStyles(
  theme => ({
    details: { marginTop: theme.spacing(1) },
    // The words "last seen" say it as well.
    stale: { opacity: 0.55, filter: 'grayscale(1)' },
  }),
  { name: 'AikitWorkloadDetails' },
);

/** Groups, accelerators and findings of one workload. */
export function WorkloadDetails(props: {
  workload: WorkloadStatus;
  /** Whether this is an old picture, to be shown greyed. */
  stale: boolean;
}) {
  const { workload, stale } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(aikitTranslationRef);
  const { entity } = useEntity();
  // The counts alone are on the line above already.
  const explain =
    !['AllGroupsReady', 'GroupsNotReady'].includes(workload.health.reason) &&
    workload.findings.length === 0;
  const claim = foreignClaim(entity, workload);
  return (
    <div className={classes.details}>
      {claim && (
        <Typography variant="body2" gutterBottom>
          <WarningIcon fontSize="inherit" />{' '}
          {t('card.foreignClaim', { owner: claim.owner ?? t('card.nobody') })}
        </Typography>
      )}
      {explain && (
        <Typography variant="body2" gutterBottom>
          {workload.health.message}
        </Typography>
      )}
      <div className={stale ? classes.stale : undefined}>
        <Groups groups={workload.groups.items} />
        {workload.accelerators.map(usage => (
          <AllocationBar key={usage.resource} usage={usage} />
        ))}
        {workload.accelerators.length === 0 && (
          <Typography variant="body2" color="textSecondary">
            {t('accelerators.none')}
          </Typography>
        )}
      </div>
      <Findings findings={workload.findings} />
    </div>
  );
}
