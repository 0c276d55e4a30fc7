import { isMap } from '@aikit-backstage/plugin-aikit-common';

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
