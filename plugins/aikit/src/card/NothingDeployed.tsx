import { ClusterStatus } from '@aikit-backstage/plugin-aikit-common';
import { CompoundEntityRef } from '@backstage/catalog-model';
import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { templateRouteRef } from '../routes';
import { aikitTranslationRef } from '../translation';
import { templateFormData } from './template';

/** Which of the sentences under `empty` is true. */
function whatIsKnown(
  clusters: readonly ClusterStatus[],
): 'nothing' | 'nothingSeen' | 'unknown' | 'noClusters' {
  if (clusters.length === 0) {
    return 'noClusters';
  }
  const live = clusters.filter(cluster => cluster.state === 'live').length;
  if (live === 0) {
    return 'unknown';
  }
  return live === clusters.length ? 'nothing' : 'nothingSeen';
}

/**
 * Says that the entity has no workload, as far as is known, and leads to the
 * template with what is known of the entity filled in. The scaffolder reads
 * them from the query parameter `formData`, a JSON object.
 */
export function NothingDeployed(props: {
  clusters: readonly ClusterStatus[];
  template: CompoundEntityRef;
}) {
  const { clusters, template } = props;
  const { entity } = useEntity();
  const { t } = useTranslationRef(aikitTranslationRef);
  const templateLink = useRouteRef(templateRouteRef);
  const { name } = entity.metadata;
  const known = whatIsKnown(clusters);
  const formData = JSON.stringify(templateFormData(entity));
  const page = templateLink?.({
    namespace: template.namespace,
    templateName: template.name,
  });
  return (
    <>
      <Typography variant="body1">{t(`empty.${known}`, { name })}</Typography>
      {known !== 'noClusters' && (
        <Typography variant="body2" color="textSecondary" paragraph>
          {t('empty.next')}
        </Typography>
      )}
      {page && known !== 'noClusters' && (
        <LinkButton
          color="primary"
          variant="contained"
          to={`${page}?formData=${encodeURIComponent(formData)}`}
        >
          {t('empty.button')}
        </LinkButton>
      )}
    </>
  );
}
