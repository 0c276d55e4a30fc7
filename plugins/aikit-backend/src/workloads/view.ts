import {
  ClusterStatus,
  WorkloadStatus,
} from '@aikit-backstage/plugin-aikit-common';
import { makeHead, WorkloadRow } from './rows';

/** What one reader may see of the workloads that an entity selects. */
export interface View {
  /** Other entities whose workloads are shown, as full references. */
  entities: ReadonlySet<string>;
  /** Whether what clusters have, and what is wrong with them, is shown. */
  clusters: boolean;
}

/**
 * Findings that tell what a cluster has, or quote its scheduler or its API
 * server, who count nodes and name addresses.
 */
const ABOUT_CLUSTER = [
  'admission-webhook-away',
  'exclusive-topology',
  'insufficient-accelerators',
  'unschedulable',
];

const NOT_SHOWN =
  'What the cluster says of it is shown to those with the permission aikit.cluster.read.';

const ASK = 'Ask those who run the cluster.';

/** Other entities to which rows say that they belong. */
export function othersIn(
  rows: Iterable<WorkloadRow>,
  own: string | undefined,
): ReadonlySet<string> {
  const others = new Set<string>();
  for (const { entityRef } of rows) {
    if (entityRef && entityRef !== own) {
      others.add(entityRef);
    }
  }
  return others;
}

export function isShown(
  { entityRef }: WorkloadRow,
  own: string | undefined,
  { entities }: View,
): boolean {
  return !entityRef || entityRef === own || entities.has(entityRef);
}

/** The name and the state: enough to know how far the rest can be trusted. */
export function withoutTrouble({ name, state }: ClusterStatus): ClusterStatus {
  return { name, state };
}

/** The same row, without what it tells of the cluster. */
export function withoutCluster(row: WorkloadRow): WorkloadRow {
  const { findings } = row.status;
  if (!findings.some(({ code }) => ABOUT_CLUSTER.includes(code))) {
    return row;
  }
  const status: WorkloadStatus = {
    ...row.status,
    findings: findings.map(finding =>
      ABOUT_CLUSTER.includes(finding.code)
        ? { ...finding, message: NOT_SHOWN, remedy: ASK }
        : finding,
    ),
  };
  return { ...row, status, head: makeHead(status) };
}
