import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cluster, isUsable } from '../form/place';
import { ageOf } from '../time/useAgo';
import { aikitTranslationRef } from '../translation';

/** One line of the cluster picker, in words. */
export type ClusterOption = {
  value: string;
  title: string;
  /** What the person is told who does not see the table. */
  text: string;
  /** Why it is not live; empty when it is. */
  state: string;
  /** Which LeaderWorkerSet is there. */
  lws: string;
  /** Nothing can be deployed there; the state says why. */
  disabled: boolean;
};

/** The first live cluster: what a new form starts with. */
export function defaultCluster(
  clusters: readonly Cluster[],
): string | undefined {
  return clusters.find(cluster => cluster.state === 'live')?.name;
}

/** Gives a function that puts a cluster into words. */
export function useClusterOption(): (cluster: Cluster) => ClusterOption {
  const { t } = useTranslationRef(aikitTranslationRef);

  const state = (cluster: Cluster): string => {
    const error = cluster.error ?? t('clusterPicker.noReason');
    switch (cluster.state) {
      case 'live':
        return '';
      case 'stale': {
        if (!cluster.lastSeen) {
          return t('card.neverSeen');
        }
        const { unit, n } = ageOf(cluster.lastSeen, Date.now());
        const ago = t(`age.${unit}`, { n: String(n) });
        return t('clusterPicker.stale', { ago });
      }
      case 'connecting':
        return t('clusterPicker.connecting');
      case 'unsupported':
        return t('clusterPicker.unsupported', { error });
      default:
        return t('clusterPicker.unavailable', { error });
    }
  };

  const lws = (cluster: Cluster): string => {
    const { leaderWorkerSet, leaderWorkerSetVersion } = cluster;
    if (leaderWorkerSet === 'installed') {
      return leaderWorkerSetVersion
        ? t('clusterPicker.lwsVersion', { version: leaderWorkerSetVersion })
        : t('clusterPicker.lwsNoVersion');
    }
    return t(`clusterPicker.lws.${leaderWorkerSet}`);
  };

  const free = (cluster: Cluster): string[] =>
    cluster.accelerators.length
      ? cluster.accelerators.map(accelerator =>
          t('clusterPicker.free', {
            free: String(accelerator.free),
            usable: String(accelerator.usable),
            resource: accelerator.resource,
          }),
        )
      : [t('clusterPicker.noAccelerators')];

  return cluster => {
    const usable = isUsable(cluster);
    const words = { state: state(cluster), lws: lws(cluster) };
    const facts = [
      ...(usable ? [...free(cluster), words.lws] : []),
      words.state,
    ]
      .filter(Boolean)
      .join(', ');
    const title = cluster.title ?? cluster.name;
    return {
      ...words,
      value: cluster.name,
      title,
      text: t('clusterPicker.option', { title, facts }),
      disabled: !usable,
    };
  };
}
