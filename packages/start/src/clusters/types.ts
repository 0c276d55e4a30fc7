import { JsonObject } from '@backstage/types';

/** Clusters that the portal can deploy to, and what ends them. */
export interface StartedClusters {
  /** Laid over `app-config.yaml`; says which clusters there are. */
  appConfig: JsonObject;
  /** Lines for the person who started them: what there is, how to reach it. */
  lines: string[];
  /** Rejects when the clusters go by themselves; never resolves. */
  lost?: Promise<never>;
  stop(): Promise<void>;
}
