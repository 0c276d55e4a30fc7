/**
 * A kind of object, as the API server's paths name it.
 *
 * @public
 */
export interface ResourceType {
  /** Empty for the core group. */
  group: string;
  version: string;
  /** Plural, such as `leaderworkersets`. */
  plural: string;
}

/** @public */
export interface ClusterInfo {
  name: string;
  title?: string;
  /** Why it cannot be used without a user's own token, if it cannot. */
  unsupported?: string;
}

/** @public */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: {
      apiVersion: string;
      kind: string;
      name: string;
      uid: string;
      controller?: boolean;
    }[];
  };
  [field: string]: unknown;
}

/** @public */
export interface KubernetesList {
  metadata: { resourceVersion: string; continue?: string };
  items: KubernetesObject[];
}

/** @public */
export type KubernetesWatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubernetesObject }
  | { type: 'BOOKMARK'; resourceVersion: string };

/** @public */
export interface ClusterRequestOptions {
  signal?: AbortSignal;
  /** Milliseconds until the attempt counts as unreachable; default 15,000. */
  timeoutMs?: number;
}

/** @public */
export interface ListOptions extends ClusterRequestOptions {
  namespace?: string;
  labelSelector?: string;
  /** Objects in a page; default 500. */
  limit?: number;
  /** `0` lets the API server answer from its watch cache. */
  resourceVersion?: string;
}

/** @public */
export interface WatchOptions {
  /** The list's, or the last event's. */
  resourceVersion: string;
  signal: AbortSignal;
  /** Seconds until the API server ends the watch in good order. */
  timeoutSeconds?: number;
  /**
   * Milliseconds without a byte until the watch ends, as if the API server had
   * ended it: its connection may be dead, or nothing has happened.
   */
  idleTimeoutMs?: number;
}

/** @public */
export interface ApplyOptions extends ClusterRequestOptions {
  fieldManager: string;
  dryRun?: boolean;
  force?: boolean;
}

/** @public */
export interface ObjectReference {
  resource: ResourceType;
  namespace?: string;
  name: string;
}

/**
 * The clusters of the Backstage Kubernetes backend, reached through its
 * `/clusters` and `/proxy`, with its own server-side credentials.
 *
 * All methods throw a {@link ClusterError}; once the caller's own signal has
 * aborted, its reason.
 *
 * @public
 */
export interface ClusterAccess {
  clusters(options?: ClusterRequestOptions): Promise<ClusterInfo[]>;
  /** One page after the other, all of the same resource version. */
  list(
    cluster: string,
    resource: ResourceType,
    options?: ListOptions,
  ): AsyncIterable<KubernetesList>;
  /** Ends when the server ends it; throws when it breaks. */
  watch(
    cluster: string,
    resource: ResourceType,
    options: WatchOptions,
  ): AsyncIterable<KubernetesWatchEvent>;
  get(
    cluster: string,
    reference: ObjectReference,
    options?: ClusterRequestOptions,
  ): Promise<KubernetesObject>;
  /** Server-side apply. */
  apply(
    cluster: string,
    reference: ObjectReference,
    object: KubernetesObject,
    options: ApplyOptions,
  ): Promise<KubernetesObject>;
  /** JSON merge patch: null removes a field, a list is replaced whole. */
  patch(
    cluster: string,
    reference: ObjectReference,
    patch: object,
    options: ClusterRequestOptions & { fieldManager: string },
  ): Promise<KubernetesObject>;
  /** With the uid of an object, only that one, not another of its name. */
  delete(
    cluster: string,
    reference: ObjectReference,
    options?: ClusterRequestOptions & { dryRun?: boolean; uid?: string },
  ): Promise<void>;
  scale(
    cluster: string,
    reference: ObjectReference,
    replicas: number,
    options?: ClusterRequestOptions,
  ): Promise<void>;
}
