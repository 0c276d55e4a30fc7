import { ClustersResponse, isMap } from '@aikit-backstage/plugin-aikit-common';
import { useApi } from '@backstage/core-plugin-api';
import { useMemo } from 'react';
import useSWR from 'swr';
import { AikitApi, aikitApiRef } from '../api';

/** Where a workload is to run and whose it is, as far as it was entered. */
export type Place = {
  cluster?: string;
  namespace?: string;
  name?: string;
  owner?: string;
  system?: string;
  /** Of Helm, which installed the workload. */
  release?: string;
  /** The cluster's LeaderWorkerSet, such as `0.9.0`; absent if not known. */
  lwsVersion?: string;
};

const KEYS = [
  'cluster',
  'namespace',
  'name',
  'owner',
  'system',
  'release',
] as const;

/** Reads it from the data of a template's form. */
export function readPlace(formData: unknown): Place {
  const data = isMap(formData) ? formData : {};
  return Object.fromEntries(
    KEYS.flatMap((key): [string, string][] => {
      const value = data[key];
      return typeof value === 'string' && value !== '' ? [[key, value]] : [];
    }),
  );
}

/** The data of all steps, which the scaffolder hands to each field. */
export function dataOfForm(formContext: unknown): unknown {
  return isMap(formContext) ? formContext.formData : undefined;
}

/** A cluster as the portal's backend describes it. */
export type Cluster = ClustersResponse['items'][number];

/**
 * Whether a deployment there can be followed. A stale cluster stays open to
 * choice: its API server may well answer, only its watches are broken.
 */
export function isUsable(cluster: Cluster): boolean {
  return cluster.state === 'live' || cluster.state === 'stale';
}

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

/**
 * Where the form's workload is to run, and whether the portal watches its
 * cluster, so that it can be asked: undefined as long as that is not known.
 */
export function usePlace(formContext: unknown): {
  place: Place;
  watched?: boolean;
} {
  const api = useApi(aikitApiRef);
  const formData = dataOfForm(formContext);
  const entered = useMemo(() => readPlace(formData), [formData]);
  const { cluster: name } = entered;
  const { data: known } = useSWR(
    name ? ['aikit cluster', name, api] : null,
    async ([, asked]) => ({ cluster: await findCluster(api, asked) }),
  );
  const cluster = known?.cluster;
  const lwsVersion = cluster?.leaderWorkerSetVersion;
  const place = useMemo(
    () => ({ ...entered, lwsVersion }),
    [entered, lwsVersion],
  );
  return { place, watched: known && Boolean(cluster && isUsable(cluster)) };
}
