import {
  fullEntityRef,
  GroupStatus,
  MANAGED_BY,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { ObservedWorkload } from '@aikit-backstage/plugin-aikit-node';
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
  /**
   * Entity that it says it belongs to, as a full reference. Text that is none
   * stays as it is: nobody may read that.
   */
  entityRef?: string;
  /** Whether the portal submitted it. */
  managed: boolean;
  status: WorkloadStatus;
  /** JSON of the status without its groups. */
  head: string;
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

/**
 * @param before - returned, the very same object, when nothing differs
 */
export function makeRow(
  status: WorkloadStatus,
  { labels }: ObservedWorkload,
  now: Date,
  before: WorkloadRow | undefined,
): WorkloadRow {
  const { groups } = status;
  const head = makeHead(status);
  if (
    before?.head === head &&
    sameGroups(before.status.groups, groups) &&
    sameLabels(before.labels, labels)
  ) {
    return before;
  }
  const claimed = status.catalog?.entityRef;
  return {
    cluster: status.cluster,
    namespace: status.namespace,
    labels,
    ...(claimed && { entityRef: fullEntityRef(claimed) ?? claimed }),
    managed: labels[MANAGED_BY_LABEL] === MANAGED_BY,
    status,
    head,
    observedAt: now.toISOString(),
  };
}

/** JSON of a status without its groups. */
export function makeHead({ groups, ...rest }: WorkloadStatus): string {
  return JSON.stringify(rest);
}

/** Of groups that are part of one answer after the other. */
const groupJson = new WeakMap<GroupStatus, string>();

/** The status of a row as JSON. Each group is serialised once. */
export function rowJson({ head, status }: WorkloadRow): string {
  const { items, ...counts } = status.groups;
  const groups = items.map(group => {
    const json = groupJson.get(group) ?? JSON.stringify(group);
    groupJson.set(group, json);
    return json;
  });
  return `${head.slice(0, -1)},"groups":${JSON.stringify(counts).slice(
    0,
    -1,
  )},"items":[${groups.join(',')}]}}`;
}

/** Groups that say the same are the same objects from change to change. */
function sameGroups(
  a: WorkloadStatus['groups'],
  b: WorkloadStatus['groups'],
): boolean {
  return (
    a.desired === b.desired &&
    a.ready === b.ready &&
    a.items.length === b.items.length &&
    a.items.every((group, place) => group === b.items[place])
  );
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
