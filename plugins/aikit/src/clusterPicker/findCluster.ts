import { AikitApi } from '../api';
import { Cluster } from './options';

/**
 * What the portal's backend knows of a cluster. Undefined if that cannot be
 * known at the moment: then the deployment's own checks see to it.
 */
export async function findCluster(
  api: AikitApi,
  cluster: string,
): Promise<Cluster | undefined> {
  try {
    const { items } = await api.clusters();
    return items.find(({ name }) => name === cluster);
  } catch {
    return undefined;
  }
}
