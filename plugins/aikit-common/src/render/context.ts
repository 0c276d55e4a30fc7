import type { Pods } from '../values/effectivePod';
import type { AikitValues } from '../values/schema';

/** What every object of one workload is rendered from. */
export interface RenderContext {
  values: AikitValues;
  /** The pods that the values make. */
  pods: Pods;
  /** Name of the workload and of its Service and autoscaler. */
  name: string;
  /** Where the workload will be; its objects do not name it themselves. */
  namespace: string;
  /** Value of `app.kubernetes.io/instance`: the release, or the name. */
  instance: string;
  /** Labels that the Deployment which is there selects its pods by. */
  podSelector?: Record<string, string>;
  /** Name of the catalog entity that the objects belong to. */
  entityId?: string;
  /** Annotations that say which entity an object belongs to. */
  annotations: Record<string, string>;
  /** Annotations of the LeaderWorkerSet or Deployment alone. */
  workloadAnnotations?: Record<string, string>;
}

/** Whether the workload is a LeaderWorkerSet. */
export function isDistributed(values: AikitValues): boolean {
  return values.leaderWorkerSet?.enabled === true;
}

/** The same without the keys that are undefined. */
export function defined<T extends object>(object: T): T {
  const result: Partial<T> = {};
  for (const key of Object.keys(object) as (keyof T)[]) {
    const value = object[key];
    if (value !== undefined) {
      result[key] = value;
    }
  }
  return result as T;
}

/** A map or list as it is, or undefined when it is empty or absent. */
export function nonEmpty<T extends object>(
  value: T | undefined,
): T | undefined {
  return value && Object.keys(value).length > 0 ? value : undefined;
}
