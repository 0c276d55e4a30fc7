import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  apiVersionOf,
  qualifiedName,
  ResourceType,
} from '../objects/resourceTypes';
import { KubeObject, NewObject, ObjectKey, ObjectMeta } from '../objects/types';
import { alreadyExists, conflict, invalid, notFound } from './apiError';
import { Clock, timestamp } from './clock';
import { checkPreconditions, DeleteOptions, isFinal, marked } from './deletion';
import { ObjectStore } from './objectStore';

export type { DeleteOptions, Propagation } from './deletion';

/** What of a write is not in the object. */
export interface WriteOptions {
  dryRun?: boolean;
  /** Through which an object is changed, such as `scale`. */
  subresource?: string;
}

/**
 * Sees an object before it is stored, as admission webhooks do.
 *
 * @param previous - the stored object, when it is changed
 * @param subresource - through which it is changed: webhooks are mostly not
 *   called then
 * @returns the object that takes its place
 * @throws ApiError when it is refused
 */
export type Admission<T extends KubeObject> = (
  object: T,
  previous: T | undefined,
  subresource?: string,
) => T;

/**
 * When an admission sees an object: those that may change it come first, then
 * those that only check what all of them have made of it.
 */
export type Phase = 'mutating' | 'validating';

interface Hook {
  phase: Phase;
  admission: Admission<KubeObject>;
}

/** Fields of the metadata that no client may set. */
const KEPT = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

/**
 * What the API server does with objects, whoever asks: identity, generations,
 * optimistic locking, admission, and deletion with finalizers. Controllers use
 * it as it is; others come over HTTP.
 */
export class ObjectApi {
  readonly #hooks = new Map<string, Hook[]>();

  constructor(readonly store: ObjectStore, readonly clock: Clock) {}

  /**
   * Adds a hook that sees each object of a kind before it is stored.
   *
   * @returns takes it away
   */
  admit<T extends KubeObject>(
    type: ResourceType<T>,
    admission: Admission<T>,
    phase: Phase = 'mutating',
  ): () => void {
    const kind = qualifiedName(type);
    const hook = { phase, admission } as unknown as Hook;
    const others = () =>
      (this.#hooks.get(kind) ?? []).filter(other => other !== hook);
    const inPhase = (wanted: Phase) =>
      [...others(), hook].filter(each => each.phase === wanted);
    this.#hooks.set(kind, [...inPhase('mutating'), ...inPhase('validating')]);
    return () => this.#hooks.set(kind, others());
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
    const metadata = this.#newMeta(type, object.metadata);
    const { kind } = type;
    const given = { ...object, apiVersion: apiVersionOf(type), kind, metadata };
    const admitted = this.#admit(type, given as unknown as T, undefined);
    if (this.store.get(type, metadata.namespace, metadata.name)) {
      throw alreadyExists(type, metadata.name);
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
    { dryRun, subresource }: WriteOptions = {},
  ): T {
    const current = this.#current(type, object);
    const merged = keeping(
      { ...object, metadata: keeping(object.metadata, current.metadata, KEPT) },
      current,
      type.subresources.includes('status') ? ['status'] : [],
    );
    const admitted = this.#admit(type, merged, current, subresource);
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
    return admitted.metadata.deletionTimestamp && isFinal(admitted)
      ? this.store.remove(type, admitted)
      : this.store.put(type, admitted);
  }

  /** Replaces the status alone. @throws as {@link update} */
  updateStatus<T extends KubeObject>(
    type: ResourceType<T>,
    object: T,
    { dryRun }: WriteOptions = {},
  ): T {
    const current = this.#current(type, object);
    const { status } = object;
    if (isDeepStrictEqual(status, current.status)) {
      return current;
    }
    // Who has set which field of the status is kept with the metadata.
    const { managedFields = current.metadata.managedFields } = object.metadata;
    const metadata = {
      ...current.metadata,
      ...(managedFields && { managedFields }),
    };
    const changed = { ...current, metadata, status };
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
    const deleted = marked(current, options, this.clock.now());
    if (isFinal(deleted)) {
      if (!options.dryRun) {
        this.store.remove(type, current);
      }
      return undefined;
    }
    return options.dryRun || isDeepStrictEqual(deleted, current)
      ? deleted
      : this.store.put(type, deleted);
  }

  #admit<T extends KubeObject>(
    type: ResourceType<T>,
    object: T,
    previous: T | undefined,
    subresource?: string,
  ): T {
    return (this.#hooks.get(qualifiedName(type)) ?? []).reduce<KubeObject>(
      (admitted, { admission }) => admission(admitted, previous, subresource),
      object,
    ) as T;
  }

  #current<T extends KubeObject>(type: ResourceType<T>, object: T): T {
    const { namespace, name, resourceVersion, uid } = object.metadata;
    const current = this.get(type, { namespace, name });
    const found = current.metadata;
    if (uid && uid !== found.uid) {
      const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${found.uid}`;
      throw conflict(type, name, why);
    }
    if (resourceVersion && resourceVersion !== found.resourceVersion) {
      throw conflict(type, name);
    }
    return current;
  }

  #newMeta(type: ResourceType, meta: NewObject['metadata']): ObjectMeta {
    const { name, generateName } = meta as Partial<
      Record<'name' | 'generateName', string>
    >;
    if (!name && !generateName) {
      throw invalid(type, '', [
        {
          reason: 'FieldValueRequired',
          message: 'Required value: name or generateName is required',
          field: 'metadata.name',
        },
      ]);
    }
    // The store adds the resource version: a dry run has none.
    return {
      ...keeping(meta as ObjectMeta, {} as ObjectMeta, KEPT),
      name: name || `${generateName}${randomUUID().slice(0, 5)}`,
      uid: randomUUID(),
      ...(type.hasGeneration && { generation: 1 }),
      creationTimestamp: timestamp(this.clock.now()),
    } as ObjectMeta;
  }
}

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
