import {
  FIELD_MANAGER,
  MANAGED_BY,
  WORKLOAD_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ClusterAccess,
  ClusterError,
  ClusterNotFoundError,
  KubernetesObject,
  ObjectReference,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-node';
import { CORE_KINDS, Kind, KINDS, resourceOf } from './kinds';
import { namespaceManager } from './namespacePolicyLabels';

/** An object of a workload as it is in the cluster. */
export interface LiveObject {
  kind: Kind;
  object: KubernetesObject;
  /** Whether the portal submitted it, as part of this workload. */
  managed: boolean;
  /** Entity of the LeaderWorkerSet or Deployment, as annotated. */
  entityRef?: string;
}

/**
 * The objects of one workload in its cluster. The portal gives them all the
 * workload's name.
 */
export class WorkloadObjects {
  readonly #access: ClusterAccess;
  readonly #target: WorkloadTarget;

  constructor(access: ClusterAccess, target: WorkloadTarget) {
    this.#access = access;
    this.#target = target;
  }

  /**
   * Those that there are, asked of the API server itself.
   *
   * @param needed - kinds that must be readable; of any other, what the account
   * may not even read it cannot have submitted either
   */
  async read(
    kinds: readonly Kind[] = KINDS,
    needed: readonly Kind[] = CORE_KINDS,
  ): Promise<LiveObject[]> {
    const found = await Promise.all(
      kinds.map(async kind => {
        const object = await this.#get(kind, needed.includes(kind));
        return object && this.#describe(kind, object);
      }),
    );
    return found.filter(live => live !== undefined);
  }

  /** Server-side apply; the answer is the object as it is then. */
  async apply(
    kind: Kind,
    object: KubernetesObject,
    options: { dryRun: boolean; force: boolean },
  ): Promise<KubernetesObject> {
    return this.#access.apply(
      this.#target.cluster,
      this.#reference(kind),
      object,
      { fieldManager: this.#fieldManager(kind), ...options },
    );
  }

  async scale(kind: Kind, replicas: number): Promise<void> {
    await this.#access.scale(
      this.#target.cluster,
      this.#reference(kind),
      replicas,
    );
  }

  /** An object that has gone already is no error. */
  async delete(kind: Kind, options: { dryRun: boolean }): Promise<void> {
    try {
      await this.#access.delete(
        this.#target.cluster,
        this.#reference(kind),
        options,
      );
    } catch (error) {
      if (!ClusterNotFoundError.is(error) || error.missing !== 'object') {
        throw error;
      }
    }
  }

  async #get(
    kind: Kind,
    needed: boolean,
  ): Promise<KubernetesObject | undefined> {
    try {
      return await this.#access.get(
        this.#target.cluster,
        this.#reference(kind),
      );
    } catch (error) {
      // A cluster that does not serve a kind has no object of it.
      if (ClusterNotFoundError.is(error) && error.missing !== 'cluster') {
        return undefined;
      }
      if (!needed && ClusterError.is(error) && error.kind === 'forbidden') {
        return undefined;
      }
      throw error;
    }
  }

  #describe(kind: Kind, object: KubernetesObject): LiveObject {
    const { labels = {}, annotations = {} } = object.metadata;
    const entityRef = annotations[WORKLOAD_ANNOTATIONS.entityRef];
    return {
      kind,
      object,
      managed:
        labels['app.kubernetes.io/managed-by'] === MANAGED_BY &&
        labels['app.kubernetes.io/instance'] === this.#target.name,
      ...(entityRef && { entityRef }),
    };
  }

  #fieldManager(kind: Kind): string {
    return kind === 'Namespace'
      ? namespaceManager(this.#target.name)
      : FIELD_MANAGER;
  }

  #reference(kind: Kind): ObjectReference {
    const { namespace, name } = this.#target;
    const resource = resourceOf(kind);
    return kind === 'Namespace'
      ? { resource, name: namespace }
      : { resource, namespace, name };
  }
}
