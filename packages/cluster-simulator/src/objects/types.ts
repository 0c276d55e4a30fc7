/** As in Kubernetes' `metadata.ownerReferences`. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Which fields a manager has set, as in `metadata.managedFields`. */
export interface ManagedFieldsEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  /** Absent when what was applied has not changed anything. */
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: Record<string, unknown>;
  subresource?: string;
}

/** `metadata` of an object that is stored. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
}

/**
 * A stored object. Stored objects are never changed: a write puts a new one in
 * their place, which may share parts with the old one.
 */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** `metadata` of an object that is to be created. */
type NewMeta = Partial<ObjectMeta> &
  ({ name: string } | { generateName: string });

/** An object that is to be created: the API fills in the rest. */
export type NewObject<T extends KubeObject = KubeObject> = Omit<
  T,
  'metadata' | 'status' | 'apiVersion' | 'kind'
> & {
  apiVersion?: string;
  kind?: string;
  metadata: NewMeta;
  status?: unknown;
};

/** The identity of an object within its kind. */
export interface ObjectKey {
  /** Absent for kinds that are not in namespaces. */
  namespace?: string;
  name: string;
}
