import { WorkloadsResponse } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { aikitTranslationRef } from '../translation';

/** Says of each submission or removal that stopped half-way what to do. */
export function IncompleteNotices(
  props: Pick<WorkloadsResponse, 'incomplete'>,
) {
  const { incomplete = [] } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  return (
    <div role="status">
      {incomplete.map(({ action, cluster, namespace, name, startedAt }) => (
        <Typography
          key={[cluster, namespace, name].join('/')}
          variant="body2"
          color="error"
        >
          {t(`incomplete.${action}`, {
            cluster,
            namespace,
            name,
            time: new Date(startedAt).toLocaleString(),
          })}
        </Typography>
      ))}
    </div>
  );
}
