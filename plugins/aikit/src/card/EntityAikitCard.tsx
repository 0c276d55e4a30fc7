import { WorkloadsResponse } from '@aikit-backstage/plugin-aikit-common';
import { CompoundEntityRef, parseEntityRef } from '@backstage/catalog-model';
import {
  InfoCard,
  InfoCardVariants,
  Progress,
  ResponseErrorPanel,
} from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { namesItsWorkloads } from '../entity';
import { useEntityWorkloads } from '../live/useEntityWorkloads';
import { DEFAULT_TEMPLATE } from '../routes';
import { aikitTranslationRef } from '../translation';
import { ClusterNotices } from './ClusterNotices';
import { IncompleteNotices } from './IncompleteNotices';
import { ClusterMarker, ClustersMarker, DisconnectedMarker } from './Marker';
import { NoAnnotation, NothingDeployed } from './NothingDeployed';
import { StatusLine } from './StatusLine';
import { WorkloadDetails } from './WorkloadDetails';
import { WorkloadRow } from './WorkloadRow';

const useStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'flex-end',
      gap: theme.spacing(0, 2),
      margin: theme.spacing(1, 1, 0, 0),
    },
    body: { minHeight: theme.spacing(16) },
  }),
  { name: 'AikitEntityCard' },
);

/** What the card shows of one answer of the backend. */
type Shown = { data: WorkloadsResponse; confirmedAt?: number };

function clusterOf(data: WorkloadsResponse, name: string) {
  return data.clusters.find(cluster => cluster.name === name);
}

function CardHead(props: Shown & { error?: Error }) {
  const { data, error } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(aikitTranslationRef);
  const [only] = data.items.length === 1 ? data.items : [];
  const cluster = only && clusterOf(data, only.cluster);
  return (
    <div className={classes.head}>
      {only && (
        <Typography variant="body2" component="span">
          {t('card.place', {
            cluster: only.cluster,
            namespace: only.namespace,
          })}
        </Typography>
      )}
      {error && <DisconnectedMarker />}
      {!error && cluster && <ClusterMarker state={cluster.state} />}
      {!error && !cluster && data.clusters.length > 0 && (
        <ClustersMarker clusters={data.clusters} />
      )}
    </div>
  );
}

function CardBody(props: Shown & { template: CompoundEntityRef }) {
  const { data, confirmedAt, template } = props;
  const { items, clusters } = data;
  if (items.length === 0) {
    return <NothingDeployed clusters={clusters} template={template} />;
  }
  if (items.length === 1) {
    const [workload] = items;
    const cluster = clusterOf(data, workload.cluster);
    return (
      <>
        <StatusLine
          workload={workload}
          cluster={cluster}
          confirmedAt={confirmedAt}
        />
        <WorkloadDetails
          workload={workload}
          stale={cluster !== undefined && cluster.state !== 'live'}
        />
      </>
    );
  }
  return (
    <>
      {items.map((workload, index) => (
        <WorkloadRow
          key={[
            workload.cluster,
            workload.namespace,
            workload.kind,
            workload.name,
          ].join('/')}
          workload={workload}
          cluster={clusterOf(data, workload.cluster)}
          confirmedAt={confirmedAt}
          defaultExpanded={index === 0 && workload.health.state !== 'healthy'}
        />
      ))}
    </>
  );
}

/**
 * Props of {@link EntityAikitCard}.
 *
 * @public
 */
export type EntityAikitCardProps = {
  variant?: InfoCardVariants;
  /**
   * Template that an entity without workload is led to. Defaults to
   * `template:default/aikit-inference`.
   */
  template?: string;
};

function WorkloadsCard(props: {
  variant?: InfoCardVariants;
  template: CompoundEntityRef;
}) {
  const { variant, template } = props;
  const { entity } = useEntity();
  const classes = useStyles();
  const { t } = useTranslationRef(aikitTranslationRef);
  const { data, error, confirmedAt, refresh } = useEntityWorkloads(entity);
  return (
    <InfoCard
      title={t('card.title')}
      variant={variant}
      action={
        data && <CardHead data={data} confirmedAt={confirmedAt} error={error} />
      }
    >
      <div className={classes.body}>
        {!data && !error && <Progress aria-label={t('card.loading')} />}
        {!data && error && (
          <>
            <ResponseErrorPanel
              title={t('card.error', { message: error.message })}
              error={error}
            />
            <Button onClick={refresh}>{t('card.retry')}</Button>
          </>
        )}
        {data && (
          <>
            <CardBody
              data={data}
              confirmedAt={confirmedAt}
              template={template}
            />
            <IncompleteNotices incomplete={data.incomplete} />
            <ClusterNotices clusters={data.clusters} />
            {error && (
              <Typography variant="body2" color="textSecondary">
                {t('card.disconnected', { message: error.message })}
              </Typography>
            )}
          </>
        )}
      </div>
    </InfoCard>
  );
}

/**
 * Health, groups, accelerators and findings of an entity's AIKit workloads. It
 * keeps itself up to date. An entity that does not name its workloads gets the
 * way to do so, and the backend is not asked.
 *
 * @public
 */
export function EntityAikitCard(props: EntityAikitCardProps) {
  const { variant, template = DEFAULT_TEMPLATE } = props;
  const { entity } = useEntity();
  const { t } = useTranslationRef(aikitTranslationRef);
  const templateRef = parseEntityRef(template, {
    defaultKind: 'template',
    defaultNamespace: 'default',
  });
  if (namesItsWorkloads(entity)) {
    return <WorkloadsCard variant={variant} template={templateRef} />;
  }
  return (
    <InfoCard title={t('card.title')} variant={variant}>
      <NoAnnotation template={templateRef} />
    </InfoCard>
  );
}
