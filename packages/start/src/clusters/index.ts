import { startDevelopmentControlPlane } from './controlPlane';
import { startKubectlProxy } from './kubectl';
import { startSimulatedClusters } from './simulator';
import { StartedClusters } from './types';

/** Where the clusters come from; the first is what `npm start` takes. */
export const CLUSTER_SOURCES = [
  'simulator',
  'kubectl',
  'control-plane',
] as const;

/** One of {@link CLUSTER_SOURCES}. */
export type ClusterSource = (typeof CLUSTER_SOURCES)[number];

/**
 * Starts clusters, or the way to one that runs.
 *
 * @throws Error that says what is missing, and how to get it
 */
export function startClusters(source: ClusterSource): Promise<StartedClusters> {
  switch (source) {
    case 'kubectl':
      return startKubectlProxy();
    case 'control-plane':
      return startDevelopmentControlPlane();
    default:
      return startSimulatedClusters();
  }
}
