import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  apiVersionOf,
  PODS,
  qualifiedName,
  ResourceType,
} from '../objects/resourceTypes';
import { Pod } from '../objects/kinds';
import { KubeObject, NewObject, ObjectKey, ObjectMeta } from '../objects/types';
import { Clock, timestamp } from '../runtime/clock';
import { ObjectStore } from '../store/objectStore';
import { alreadyExists, ApiError, conflict, notFound } from './apiError';

/** What of a write is not in the object. */
export interface WriteOptions {
  dryRun?: boolean;
}

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteOptions extends WriteOptions {
  propagationPolicy?: Propagation;
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
}

/**
 * Sees an object before it is stored, as admission webhooks do.
 *
 * @param previous - the stored object, when it is changed
 * @returns the object that takes its place
 * @throws ApiError when it is refused
 */
export type Admission<T extends KubeObject> = (
  object: T,
  previous: T | undefined,
) => T;

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';
const DEFAULT_GRACE_SECONDS = 30;

/**
 * What the API server does with objects, whoever asks: identity, generations,
 * optimistic locking, admission, and deletion with finalizers. Controllers use
 * it as it is; others come over HTTP.
 */
export class ObjectApi {
  readonly #admissions = new Map<string, Admission<KubeObject>[]>();

  constructor(readonly store: ObjectStore, readonly clock: Clock) {}

  /** Adds a hook that sees each object of a kind before it is stored. */
  admit<T extends KubeObject>(
    type: ResourceType<T>,
    admission: Admission<T>,
  ): () => void {
    const kind = qualifiedName(type);
    const hook = admission as unknown as Admission<KubeObject>;
    const others = () =>
      (this.#admissions.get(kind) ?? []).filter(other => other !== hook);
    this.#admissions.set(kind, [...others(), hook]);
    return () => this.#admissions.set(kind, others());
  }

  /** @throws ApiError 404 */
  get<T extends KubeObject>(type: ResourceType<T>, key: ObjectKey): T {
    const object = this.store.get(type, key.namespace, key.name);
    if (!object) {
      throw notFound(type, key.name);
    }
    return object;
  }

  /** @throws ApiError 409 when there is one of that name, or of admission */
  create<T extends KubeObject>(
    type: ResourceType<T>,
    object: NewObject<T>,
    { dryRun }: WriteOptions = {},
  ): T {
    const metadata = this.#newMeta(object.metadata);
    const { namespace, name } = metadata;
    const admitted = this.#admit(
      type,
      {
        ...object,
        apiVersion: apiVersionOf(type),
        kind: type.kind,
        metadata,
      } as unknown as T,
      undefined,
    );
    if (this.store.get(type, namespace, name)) {
      throw alreadyExists(type, name);
    }
    return dryRun ? admitted : this.store.put(type, admitted);
  }

  /**
   * Replaces all of an object but its status. What has not changed is not
   * written.
   *
   * @throws ApiError 404, 409 when `metadata.resourceVersion` is given and has
   *   passed, or of admission
   */
  update<T extends KubeObject>(
    type: ResourceType<T>,
    object: T,
    { dryRun }: WriteOptions = {},
  ): T {
    const current = this.#current(type, object);
    const merged = keeping(
      { ...object, metadata: keeping(object.metadata, current.metadata, KEPT) },
      current,
      type.subresources.includes('status') ? ['status'] : [],
    );
    const admitted = this.#admit(type, merged, current);
    const specChanged = !sameContent(admitted, current);
    if (specChanged && current.metadata.generation !== undefined) {
      admitted.metadata.generation = current.metadata.generation + 1;
    }
    if (
      !specChanged &&
      isDeepStrictEqual(admitted.metadata, current.metadata)
    ) {
      return current;
    }
    if (dryRun) {
      return admitted;
    }
    if (admitted.metadata.deletionTimestamp && isFinal(admitted)) {
      return this.store.remove(type, admitted);
    }
    return this.store.put(type, admitted);
  }

  /** Replaces the status alone. @throws as {@link update} */
  updateStatus<T extends KubeObject>(
    type: ResourceType<T>,
    object: T,
    { dryRun }: WriteOptions = {},
  ): T {
    const current = this.#current(type, object);
    if (isDeepStrictEqual(object.status, current.status)) {
      return current;
    }
    const changed = {
      ...current,
      // Who has set which field of the status is kept with the metadata.
      metadata: {
        ...current.metadata,
        ...(object.metadata.managedFields && {
          managedFields: object.metadata.managedFields,
        }),
      },
      status: object.status,
    };
    return dryRun ? changed : this.store.put(type, changed);
  }

  /**
   * Deletes an object, or begins to: one with finalizers stays until they are
   * taken off, and a pod on a node until its kubelet has ended it.
   *
   * @returns the object when it stays for now, undefined when it is gone
   * @throws ApiError 404, 409 when a precondition does not hold
   */
  delete<T extends KubeObject>(
    type: ResourceType<T>,
    key: ObjectKey,
    options: DeleteOptions = {},
  ): T | undefined {
    const current = this.get(type, key);
    checkPreconditions(type, current, options);
    const finalizers = withPropagation(
      current.metadata.finalizers ?? [],
      options.propagationPolicy,
    );
    const grace = gracePeriod(type, current, options);
    if (finalizers.length + specFinalizers(current).length + grace === 0) {
      if (!options.dryRun) {
        this.store.remove(type, current);
      }
      return undefined;
    }
    const marked = {
      ...current,
      metadata: this.#marked(current.metadata, grace, finalizers),
    };
    return options.dryRun || isDeepStrictEqual(marked, current)
      ? marked
      : this.store.put(type, marked);
  }

  #marked(meta: ObjectMeta, grace: number, finalizers: string[]): ObjectMeta {
    const { deletionGracePeriodSeconds: earlier } = meta;
    const seconds = earlier === undefined ? grace : Math.min(earlier, grace);
    const changed = earlier !== seconds;
    return {
      ...meta,
      ...(finalizers.length > 0 && { finalizers }),
      ...(changed && {
        deletionGracePeriodSeconds: seconds,
        // The time at which the grace period ends.
        deletionTimestamp: timestamp(
          new Date(this.clock.now().getTime() + seconds * 1000),
        ),
        ...(meta.generation !== undefined &&
          !meta.deletionTimestamp && { generation: meta.generation + 1 }),
      }),
    };
  }

  #admit<T extends KubeObject>(
    type: ResourceType<T>,
    object: T,
    previous: T | undefined,
  ): T {
    const hooks = this.#admissions.get(qualifiedName(type)) ?? [];
    return hooks.reduce(
      (admitted, hook) =>
        hook(admitted, previous as KubeObject | undefined) as typeof admitted,
      object as KubeObject,
    ) as T;
  }

  #current<T extends KubeObject>(type: ResourceType<T>, object: T): T {
    const { namespace, name, resourceVersion, uid } = object.metadata;
    const current = this.get(type, { namespace, name });
    if (
      (resourceVersion &&
        resourceVersion !== current.metadata.resourceVersion) ||
      (uid && uid !== current.metadata.uid)
    ) {
      throw conflict(type, name);
    }
    return current;
  }

  #newMeta(meta: NewObject['metadata']): ObjectMeta {
    const { generateName, ...given } = meta as Partial<ObjectMeta> & {
      generateName?: string;
    };
    if (!given.name && !generateName) {
      throw new ApiError(
        422,
        'Invalid',
        'metadata.name: Required value: name or generateName is required',
      );
    }
    const name = given.name || `${generateName}${randomUUID().slice(0, 5)}`;
    return {
      ...given,
      ...(generateName && { generateName }),
      name,
      uid: randomUUID(),
      resourceVersion: '',
      generation: 1,
      creationTimestamp: timestamp(this.clock.now()),
    };
  }
}

/** Fields of the metadata that no client may change. */
const KEPT = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

/** A copy whose fields of these names are those of another. */
function keeping<T extends object>(
  object: T,
  from: T,
  fields: readonly (keyof T)[],
): T {
  const kept = { ...object };
  for (const field of fields) {
    if (from[field] === undefined) {
      delete kept[field];
    } else {
      kept[field] = from[field];
    }
  }
  return kept;
}

function sameContent(a: KubeObject, b: KubeObject): boolean {
  return isDeepStrictEqual(
    { ...a, metadata: undefined, status: undefined },
    { ...b, metadata: undefined, status: undefined },
  );
}

/** What keeps a Namespace until its content is deleted. */
function specFinalizers({ kind, spec }: KubeObject): string[] {
  const { finalizers = [] } = (spec ?? {}) as { finalizers?: string[] };
  return kind === 'Namespace' ? finalizers : [];
}

/** Whether nothing keeps an object that is marked as deleted. */
function isFinal(object: KubeObject): boolean {
  const { metadata, kind } = object;
  return (
    !metadata.finalizers?.length &&
    specFinalizers(object).length === 0 &&
    (kind !== 'Pod' || metadata.deletionGracePeriodSeconds === 0)
  );
}

function withPropagation(finalizers: string[], policy?: Propagation): string[] {
  if (policy === undefined) {
    return finalizers;
  }
  const others = finalizers.filter(
    finalizer => finalizer !== FOREGROUND && finalizer !== ORPHAN,
  );
  if (policy === 'Foreground') {
    return [...others, FOREGROUND];
  }
  return policy === 'Orphan' ? [...others, ORPHAN] : others;
}

/** Seconds; 0 for all that no kubelet has to end. */
function gracePeriod(
  type: ResourceType,
  object: KubeObject,
  { gracePeriodSeconds }: DeleteOptions,
): number {
  if (type.plural !== PODS.plural || type.group !== '') {
    return 0;
  }
  const { spec, status } = object as Pod;
  if (
    !spec.nodeName ||
    status?.phase === 'Succeeded' ||
    status?.phase === 'Failed'
  ) {
    return 0;
  }
  return (
    gracePeriodSeconds ??
    spec.terminationGracePeriodSeconds ??
    DEFAULT_GRACE_SECONDS
  );
}

const PRECONDITIONS = [
  ['uid', 'UID', 'The object might have been deleted and then recreated'],
  ['resourceVersion', 'ResourceVersion', 'The object might have been modified'],
] as const;

function checkPreconditions(
  type: ResourceType,
  { metadata }: KubeObject,
  { preconditions }: DeleteOptions,
) {
  for (const [field, name, hint] of PRECONDITIONS) {
    const wanted = preconditions?.[field];
    const found = metadata[field];
    if (wanted && wanted !== found) {
      throw conflict(
        // Here the kind stands in for its plural.
        { group: type.group, plural: type.kind },
        metadata.name,
        `the ${name} in the precondition (${wanted}) does not match the ${name} in record (${found}). ${hint}`,
      );
    }
  }
}
