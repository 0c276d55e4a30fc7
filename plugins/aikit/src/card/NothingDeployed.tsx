import {
  ClusterStatus,
  KUBERNETES_ANNOTATIONS,
  kubernetesId,
} from '@aikit-backstage/plugin-aikit-common';
import {
  CompoundEntityRef,
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useAnalytics, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { getEntityRelations, useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { Link } from 'react-router-dom';
import { templateRouteRef } from '../routes';
import { aikitTranslationRef } from '../translation';

/**
 * Fields of the template's form that follow from the entity: its name, owner
 * and system, and the cluster and namespace that its Kubernetes annotations
 * limit it to. What is not known is left out.
 */
export function templateFormData(entity: Entity): Record<string, string> {
  const [owner] = getEntityRelations(entity, RELATION_OWNED_BY);
  const [system] = getEntityRelations(entity, RELATION_PART_OF, {
    kind: 'system',
  });
  const annotations = entity.metadata.annotations ?? {};
  const cluster = annotations[KUBERNETES_ANNOTATIONS.cluster];
  const namespace = annotations[KUBERNETES_ANNOTATIONS.namespace];
  return {
    name: entity.metadata.name,
    ...(owner && { owner: stringifyEntityRef(owner) }),
    ...(system && { system: stringifyEntityRef(system) }),
    ...(cluster && { cluster }),
    ...(namespace && { namespace }),
  };
}

/**
 * Leads to the template with what is known of the entity filled in, which the
 * scaffolder reads from the query parameter `formData`, a JSON object. Nothing
 * in an app without a page for templates.
 */
function DeployButton(props: { template: CompoundEntityRef }) {
  const { namespace, name: templateName } = props.template;
  const { entity } = useEntity();
  const { t } = useTranslationRef(aikitTranslationRef);
  const analytics = useAnalytics();
  const page = useRouteRef(templateRouteRef)?.({ namespace, templateName });
  if (!page) {
    return null;
  }
  const formData = JSON.stringify(templateFormData(entity));
  const to = `${page}?formData=${encodeURIComponent(formData)}`;
  const label = t('empty.button');
  return (
    <Button
      component={Link}
      color="primary"
      variant="contained"
      to={to}
      onClick={() =>
        analytics.captureEvent('click', label, { attributes: { to } })
      }
    >
      {label}
    </Button>
  );
}

/** Says of an entity without annotations which it lacks, and what to do. */
export function NoAnnotation(props: { template: CompoundEntityRef }) {
  const { metadata } = useEntity().entity;
  const { t } = useTranslationRef(aikitTranslationRef);
  const words = { name: metadata.name, annotation: KUBERNETES_ANNOTATIONS.id };
  return (
    <>
      <Typography variant="body1">{t('empty.noAnnotation', words)}</Typography>
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('empty.annotate', { ...words, name: kubernetesId(metadata) })}
      </Typography>
      <DeployButton template={props.template} />
    </>
  );
}

/** Which of the sentences under `empty` is true. */
function whatIsKnown(
  clusters: readonly ClusterStatus[],
): 'nothing' | 'nothingSeen' | 'unknown' {
  const live = clusters.filter(cluster => cluster.state === 'live').length;
  if (live === 0) {
    return 'unknown';
  }
  return live === clusters.length ? 'nothing' : 'nothingSeen';
}

/**
 * Says that the entity has no workload, as far as is known, and leads to the
 * template.
 */
export function NothingDeployed(props: {
  clusters: readonly ClusterStatus[];
  template: CompoundEntityRef;
}) {
  const { clusters, template } = props;
  const { name } = useEntity().entity.metadata;
  const { t } = useTranslationRef(aikitTranslationRef);
  if (clusters.length === 0) {
    return <Typography variant="body1">{t('empty.noClusters')}</Typography>;
  }
  return (
    <>
      <Typography variant="body1">
        {t(`empty.${whatIsKnown(clusters)}`, { name })}
      </Typography>
      <Typography variant="body2" color="textSecondary" paragraph>
        {t('empty.next')}
      </Typography>
      <DeployButton template={template} />
    </>
  );
}
