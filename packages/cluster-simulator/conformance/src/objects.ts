/** As much of `metadata` as checks look at. */
interface Metadata {
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
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: ManagedFields[];
}

interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

interface ManagedFields {
  manager: string;
  operation: string;
  apiVersion: string;
  time: string;
  fieldsType: string;
  fieldsV1: Record<string, unknown>;
  subresource?: string;
}

/** An object as the API answers it. */
export interface Resource {
  apiVersion?: string;
  kind?: string;
  metadata: Metadata;
  [field: string]: unknown;
}

/** An object as it is sent; kinds are told by `apiVersion` and `kind`. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name?: string;
    generateName?: string;
    namespace?: string;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

export interface List<T = Resource> {
  apiVersion: string;
  kind: string;
  metadata: {
    resourceVersion: string;
    continue?: string;
    remainingItemCount?: number;
  };
  items: T[];
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  observedGeneration?: number;
}

export interface Container {
  name: string;
  image: string;
  args?: string[];
  env?: Array<{ name: string; value?: string }>;
  resources?: {
    limits?: Record<string, string>;
    requests?: Record<string, string>;
  };
}

export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  hostname?: string;
  subdomain?: string;
  affinity?: unknown;
  schedulingGates?: Array<{ name: string }>;
}

export interface Pod extends Resource {
  spec: PodSpec;
  status: {
    phase: string;
    podIP?: string;
    conditions?: Condition[];
    containerStatuses?: Array<{
      name: string;
      ready: boolean;
      restartCount: number;
      state: Record<string, unknown>;
    }>;
  };
}

/** A Deployment, a ReplicaSet or a StatefulSet. */
export interface Replicated extends Resource {
  spec: {
    replicas: number;
    selector: { matchLabels: Record<string, string> };
    template: { metadata: Partial<Metadata>; spec: PodSpec };
    serviceName?: string;
    ordinals?: { start: number };
    podManagementPolicy?: string;
    updateStrategy?: { rollingUpdate?: { partition?: number } };
  };
  status: {
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    updatedReplicas?: number;
    observedGeneration?: number;
    currentRevision?: string;
    updateRevision?: string;
    conditions?: Condition[];
  };
}

export interface LeaderWorkerSet extends Resource {
  spec: {
    replicas: number;
    startupPolicy: string;
    leaderWorkerTemplate: { size: number; restartPolicy: string };
    [field: string]: unknown;
  };
  status: {
    replicas?: number;
    readyReplicas?: number;
    updatedReplicas?: number;
    observedGeneration?: number;
    hpaPodSelector?: string;
    conditions?: Condition[];
  };
}

/** An event in the form of the core group. */
export interface EventObject extends Resource {
  involvedObject: { kind: string; name: string };
  reason: string;
  message: string;
  type: string;
  reportingComponent: string;
  source: { component?: string };
  eventTime: string | null;
  lastTimestamp: string | null;
}

/** The value of a condition. */
export function conditionOf(
  { status }: { status?: { conditions?: Condition[] } },
  type: string,
): Condition | undefined {
  return status?.conditions?.find(condition => condition.type === type);
}
