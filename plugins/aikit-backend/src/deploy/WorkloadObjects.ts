import {
  FIELD_MANAGER,
  MANAGED_BY,
  WORKLOAD_ANNOTATIONS,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import {
  ClusterAccess,
  ClusterError,
  KubernetesObject,
  ObjectReference,
} from '@aikit-backstage/plugin-aikit-node';
import { ConflictError } from '@backstage/errors';
import {
  CORE_KINDS,
  isPrerequisite,
  isWorkload,
  Kind,
  KINDS,
  resourceOf,
} from './kinds';
import { ManagedFieldsEntry, namespaceManager } from './managedFields';

/** An object of a workload as it is in the cluster. */
export interface LiveObject {
  kind: Kind;
  object: KubernetesObject;
  /** Whether the portal submitted it, as part of this workload. */
  managed: boolean;
  /** Entity of the LeaderWorkerSet or Deployment, as annotated. */
  entityRef?: string;
}

/** What was read of a workload. */
export interface Reading {
  /** Kinds that were asked for and answered: what is not `live` is not there. */
  kinds: readonly Kind[];
  live: LiveObject[];
}

/**
 * The objects that say whose a workload is: the LeaderWorkerSet or Deployment;
 * both while the mode is being switched; whoever submitted them. Where there is
 * none, what the portal has submitted ahead of one, or has yet to remove.
 */
export function entityCarriers({ live }: Reading): LiveObject[] {
  const workloads = live.filter(({ kind }) => isWorkload(kind));
  return workloads.length > 0
    ? workloads
    : live.filter(({ kind, managed }) => managed && isPrerequisite(kind));
}

/** Which object is meant, in words. */
export function describeLive(
  { kind, object }: Pick<LiveObject, 'kind' | 'object'>,
  { cluster, namespace }: Omit<WorkloadTarget, 'name'>,
): string {
  return `${kind} ${object.metadata.name} in namespace ${namespace} of cluster '${cluster}'`;
}

/** Whether what is there is not what was to be applied to. */
function isAnother(error: unknown): boolean {
  if (ClusterError.is(error, 'invalid')) {
    return !!error.causes?.some(({ field }) => field === 'metadata.uid');
  }
  return ClusterError.is(error, 'conflict') && !error.conflicts?.length;
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
   * @param options - `needed`: kinds that must be readable; of any other, what
   * the account may not even read it cannot have submitted either; `known`: what
   * was read a moment ago, which is not asked for again
   */
  async read(
    kinds: readonly Kind[] = KINDS,
    options: { needed?: readonly Kind[]; known?: Reading } = {},
  ): Promise<Reading> {
    const { needed = CORE_KINDS, known = { kinds: [], live: [] } } = options;
    const answers = await Promise.all(
      kinds
        .filter(kind => !known.kinds.includes(kind))
        .map(async kind => ({
          kind,
          answer: await this.#get(kind, needed.includes(kind)),
        })),
    );
    return {
      kinds: [
        ...known.kinds,
        ...answers.flatMap(({ kind, answer }) =>
          answer === 'forbidden' ? [] : [kind],
        ),
      ],
      live: [
        ...known.live,
        ...answers.flatMap(({ kind, answer }) =>
          answer === 'forbidden' || answer === 'none'
            ? []
            : [this.#describe(kind, answer)],
        ),
      ],
    };
  }

  /** @returns nothing when it is not there; see {@link read} for errors */
  async find(kind: Kind): Promise<KubernetesObject | undefined> {
    const { live } = await this.read([kind], { needed: [kind] });
    return live[0]?.object;
  }

  /**
   * Server-side apply; the answer is the object as it is then.
   *
   * @param options - `manager`: in whose name, if not the suite's
   * @throws ConflictError when it is not the object that its `uid` or
   * `resourceVersion` says, or is there when it should not be; a ClusterError
   */
  async apply(
    kind: Kind,
    object: KubernetesObject,
    options: { dryRun: boolean; force: boolean; manager?: string },
  ): Promise<KubernetesObject> {
    const { manager = this.#fieldManager(kind), ...others } = options;
    try {
      return await this.#access.apply(
        this.#target.cluster,
        this.#reference(kind),
        object,
        { fieldManager: manager, ...others },
      );
    } catch (error) {
      throw isAnother(error) ? this.#overtaken(kind, object) : error;
    }
  }

  /** Whether an entry is of what the suite applies for this workload. */
  isOurs(kind: Kind, { manager, operation, subresource }: ManagedFieldsEntry) {
    return (
      manager === this.#fieldManager(kind) &&
      operation === 'Apply' &&
      !subresource
    );
  }

  async scale(kind: Kind, replicas: number): Promise<void> {
    await this.#access.scale(
      this.#target.cluster,
      this.#reference(kind),
      replicas,
    );
  }

  /**
   * An object that has gone already is no error.
   *
   * @param options - `uid`: of the object that is meant, not of another that
   * has its name
   */
  async delete(
    kind: Kind,
    options: { dryRun: boolean; uid?: string },
  ): Promise<void> {
    try {
      await this.#access.delete(
        this.#target.cluster,
        this.#reference(kind),
        options,
      );
    } catch (error) {
      if (!ClusterError.is(error, 'notFound') || error.missing !== 'object') {
        throw error;
      }
    }
  }

  async #get(
    kind: Kind,
    needed: boolean,
  ): Promise<KubernetesObject | 'none' | 'forbidden'> {
    try {
      return await this.#access.get(
        this.#target.cluster,
        this.#reference(kind),
      );
    } catch (error) {
      // A cluster that does not serve a kind has no object of it.
      if (ClusterError.is(error, 'notFound') && error.missing !== 'cluster') {
        return 'none';
      }
      if (!needed && ClusterError.is(error, 'forbidden')) {
        return 'forbidden';
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

  #overtaken(kind: Kind, object: KubernetesObject): ConflictError {
    const subject = describeLive({ kind, object }, this.#target);
    return new ConflictError(
      object.metadata.uid
        ? `${subject} has been replaced by somebody else meanwhile: look at it, and submit again`
        : `${subject} has been made or changed by somebody else at this very moment: look at it, and submit again or choose another name`,
    );
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
