import {
  IncompleteSubmission,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';

export const TABLE = 'submissions';

/** What a change to a cluster is, and of whom. */
export interface SubmissionRecord {
  action: IncompleteSubmission['action'];
  entityRef: string;
  owner?: string;
  /** Who submits. */
  submitter?: string;
}

/** A row of the table; see the migrations. */
export interface SubmissionRow extends WorkloadTarget {
  holder: string | null;
  heartbeat: string;
  action: IncompleteSubmission['action'] | null;
  entity_ref: string | null;
  owner: string | null;
  submitter: string | null;
  started_at: string | null;
}

/** The columns that say what has begun to change the cluster. */
export type BegunColumns = Pick<
  SubmissionRow,
  'action' | 'entity_ref' | 'owner' | 'submitter' | 'started_at'
>;

/** No more than the columns of the key. */
export function targetOf({ cluster, namespace, name }: WorkloadTarget) {
  return { cluster, namespace, name };
}
