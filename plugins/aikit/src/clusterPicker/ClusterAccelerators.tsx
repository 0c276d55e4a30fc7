import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { aikitTranslationRef } from '../translation';
import { Cluster } from './options';

/** What a cluster has of each kind of accelerator, and what of it is free. */
export function ClusterAccelerators({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  if (cluster.accelerators.length === 0) {
    return <>{t('clusterPicker.noAccelerators')}</>;
  }
  return (
    <>
      {cluster.accelerators.map(accelerator => (
        <div key={accelerator.resource}>
          {t('clusterPicker.free', {
            free: String(accelerator.free),
            usable: String(accelerator.usable),
            resource: accelerator.resource,
          })}
          {accelerator.free > accelerator.largestFree &&
            `, ${t('clusterPicker.onOneNode', {
              n: String(accelerator.largestFree),
            })}`}
          {accelerator.total > accelerator.usable &&
            `, ${t('clusterPicker.unusable', {
              n: String(accelerator.total - accelerator.usable),
            })}`}
          {accelerator.models.length > 0 &&
            ` · ${accelerator.models.join(', ')}`}
        </div>
      ))}
    </>
  );
}
