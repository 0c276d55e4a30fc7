import { ClusterStatus } from '@aikit-backstage/plugin-aikit-common';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { RunningComponent } from '../entities/toComponents';

/**
 * Decides what to tell the catalog.
 *
 * When every cluster has been listed, the catalog is told all of it. While one
 * has not, nothing is known of what runs there: then what is seen is added, and
 * only that is removed which this process emitted for clusters that are all
 * live now. So one bad cluster neither removes nor holds up the others'
 * entities.
 *
 * @param emitted - clusters by reference of each component emitted so far
 * @returns undefined when nothing can be said: an answer without any cluster
 * comes from a backend that has only just started.
 */
export function planMutation(options: {
  clusters: ClusterStatus[];
  components: Map<string, RunningComponent>;
  emitted: Map<string, string[]>;
}): EntityProviderMutation | undefined {
  const { clusters, components, emitted } = options;
  if (clusters.length === 0) {
    return undefined;
  }
  const entities = [...components.values()].map(({ entity }) => ({ entity }));
  const unlisted = clusters.some(
    ({ state }) => state === 'connecting' || state === 'unavailable',
  );
  if (!unlisted) {
    return { type: 'full', entities };
  }
  const live = new Set(
    clusters.filter(({ state }) => state === 'live').map(({ name }) => name),
  );
  const removed = [...emitted]
    .filter(
      ([ref, places]) =>
        !components.has(ref) && places.every(place => live.has(place)),
    )
    .map(([entityRef]) => ({ entityRef }));
  return { type: 'delta', added: entities, removed };
}
