import {
  ClusterState,
  MANAGED_BY,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ObservedWorkload,
  WorkloadObservation,
} from '@aikit-backstage/plugin-aikit-node';
import { WorkloadKey } from '../mirror/types';
import { Labels } from './labelSelector';

/** Label that says which tool submitted an object. */
const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';

/**
 * The status of one workload, ready to be served. Immutable.
 */
export interface WorkloadRow {
  cluster: string;
  namespace: string;
  labels: Labels;
  /** Whether the portal submitted it. */
  managed: boolean;
  status: WorkloadStatus;
  /** The status as JSON: serialised here, once. */
  json: string;
  /** ISO 8601: when this status was computed. */
  observedAt: string;
}

/** One workload before and after a change; one of the two may be absent. */
export interface RowChange {
  key: string;
  before?: WorkloadRow;
  after?: WorkloadRow;
}

/** What listeners are told. */
export interface StatusChange {
  cluster: string;
  rows: RowChange[];
  /** Whether the state of the cluster has changed, or the cluster has gone. */
  clusterState: boolean;
}

/** Judges one workload. */
export type Evaluate = (
  observation: WorkloadObservation,
  options: { clusterState: ClusterState; now: Date },
) => WorkloadStatus;

/** When a status has to be computed again although nothing was observed. */
export type Deadline = (
  observation: WorkloadObservation,
  now: Date,
) => Date | undefined;

/**
 * @param before - returned, the very same object, when nothing differs
 */
export function makeRow(
  status: WorkloadStatus,
  { labels }: ObservedWorkload,
  now: Date,
  before: WorkloadRow | undefined,
): WorkloadRow {
  const json = JSON.stringify(status);
  if (before?.json === json && sameLabels(before.labels, labels)) {
    return before;
  }
  return {
    cluster: status.cluster,
    namespace: status.namespace,
    labels,
    managed: labels[MANAGED_BY_LABEL] === MANAGED_BY,
    status,
    json,
    observedAt: now.toISOString(),
  };
}

/** The same for a workload from change to change. */
export function rowKey(
  cluster: string,
  { kind, namespace, name }: WorkloadKey,
) {
  return JSON.stringify([cluster, namespace, name, kind]);
}

function sameLabels(a: Labels, b: Labels): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && a[key] === b[key])
  );
}
