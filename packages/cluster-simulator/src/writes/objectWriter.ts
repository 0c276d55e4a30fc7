import { ObjectApi } from '../api/objectApi';
import { apiVersionOf, NODES, ResourceType } from '../objects/resourceTypes';
import {
  KubeObject,
  ManagedFieldsEntry,
  NewObject,
  ObjectKey,
} from '../objects/types';
import { objectIn } from '../resources/json';
import { Kind } from '../resources/kinds';
import { Schema } from '../resources/schema';
import { TypeRegistry } from '../resources/typeRegistry';
import { timestamp } from '../runtime/clock';
import { elementsOf } from './fieldSet';
import {
  applyTo,
  Edit,
  Manager,
  owns,
  ownersAfterUpdate,
} from './managedFields';
import { Patch, patched, PATCHES } from './patches';
import {
  checkHasVersion,
  checkKey,
  checkPatch,
  readApplied,
  readObject,
} from './requestChecks';
import { replicasOf, scaleOf } from './scale';

/** What of a request is not in its body. */
export interface RequestOptions {
  fieldManager?: string;
  userAgent?: string;
  /** What is done about unknown fields, which are dropped; `Warn`. */
  fieldValidation?: 'Ignore' | 'Warn' | 'Strict';
  dryRun?: boolean;
  /** Apply takes over the fields of others. */
  force?: boolean;
  subresource?: 'status' | 'scale';
  /** Is told what is not as it should be, and done all the same. */
  onWarning?: (text: string) => void;
}

/** An object after a write. */
export interface Written {
  object: KubeObject;
  created: boolean;
}

/** A request, with what is needed at every step. */
interface Request {
  kind: Kind;
  options: RequestOptions;
  namespace?: string;
  /** The stored object, if there is one. */
  current?: KubeObject;
}

type Change = Request & { current: KubeObject };

/**
 * The writes that come over HTTP: reads what is sent, merges it, says who owns
 * which field, and hands it to the API.
 */
export class ObjectWriter {
  constructor(
    private readonly api: ObjectApi,
    private readonly registry: TypeRegistry,
  ) {}

  /** @throws ApiError 400, 403, 404, 409, 422 */
  create(
    type: ResourceType,
    namespace: string | undefined,
    body: unknown,
    options: RequestOptions,
  ): KubeObject {
    const kind = this.registry.kind(type);
    const object = readObject(kind, body, options);
    checkKey(object, { namespace });
    const edit = this.#edit(kind, options, 'Update');
    const managedFields = ownersAfterUpdate(edit, {}, object, []);
    return this.#store({ kind, options, namespace }, object, managedFields);
  }

  /** @throws ApiError 400, 404, 409, 422 */
  replace(
    type: ResourceType,
    key: ObjectKey,
    body: unknown,
    options: RequestOptions,
  ): Written {
    const kind = this.registry.kind(type);
    checkKey(body, key);
    if (kind.isCustom && options.subresource !== 'scale') {
      checkHasVersion(kind, key, body);
    }
    const object = this.#change(kind, key, options, () => body);
    return { object, created: false };
  }

  /** @throws ApiError 400, 404, 409, 415, 422 */
  patch(
    type: ResourceType,
    key: ObjectKey,
    patch: Patch,
    options: RequestOptions,
  ): Written {
    const kind = this.registry.kind(type);
    checkPatch(kind, patch, options.fieldManager);
    if (patch.contentType === PATCHES.apply) {
      return this.#apply(kind, key, patch.body, options);
    }
    const object = this.#change(kind, key, options, (...before) =>
      patched(...before, patch),
    );
    return { object, created: false };
  }

  /** An object's scale, if the kind has one. */
  getScale(type: ResourceType, object: KubeObject): KubeObject {
    return scaleOf(this.registry.kind(type), object);
  }

  /** @param change - what becomes of an object, or of its scale */
  #change(
    kind: Kind,
    { namespace, name }: ObjectKey,
    options: RequestOptions,
    change: (schema: Schema, before: KubeObject) => unknown,
  ): KubeObject {
    const current = this.api.get(kind.type, { namespace, name });
    const request = { kind, options, current, namespace };
    if (options.subresource === 'scale') {
      return this.#writeScale(request, change({}, scaleOf(kind, current)));
    }
    const body = change(kind.schema, current);
    checkKey(body, { namespace, name });
    return this.#update(request, readObject(kind, body, options));
  }

  #apply(
    kind: Kind,
    { namespace, name }: ObjectKey,
    body: unknown,
    options: RequestOptions,
  ): Written {
    const applied = readApplied(kind, body);
    checkKey(applied, { namespace, name });
    const current = this.api.store.get(kind.type, namespace, name);
    const edit = this.#edit(kind, options, 'Apply');
    const { object, managedFields } = applyTo(
      edit,
      current ?? {},
      applied,
      options.force,
    );
    const named = { ...object, metadata: { ...object.metadata, name } };
    const next = readObject(kind, named, options);
    const request = { kind, options, current, namespace };
    const stored = this.#store(request, next, managedFields);
    return { object: stored, created: !current };
  }

  #update(request: Change, object: KubeObject): KubeObject {
    const { kind, current, options } = request;
    const { managedFields: stored = [] } = current.metadata;
    const { managedFields: given = stored } = object.metadata;
    const entries = options.subresource ? stored : given;
    const edit = this.#edit(kind, options, 'Update');
    // As in the real API server: what nobody owns stays so.
    const managedFields =
      entries.length > 0
        ? ownersAfterUpdate(edit, current, object, entries)
        : [];
    return this.#store(request, object, managedFields);
  }

  #writeScale(request: Change, body: unknown): KubeObject {
    const { kind, current } = request;
    const replicas = replicasOf(kind, current, body);
    const spec = { ...objectIn(current, 'spec'), replicas };
    const object = { ...current, spec };
    const { managedFields = [] } = current.metadata;
    // As in the real API server: only a field that is owned changes hands.
    const written = owns(managedFields, '.spec.replicas')
      ? this.#update(request, object)
      : this.#store(request, object, managedFields);
    return scaleOf(kind, written);
  }

  #edit(
    { type, schema }: Kind,
    { fieldManager, userAgent, subresource }: RequestOptions,
    operation: Manager['operation'],
  ): Edit {
    const [program] = (userAgent ?? '').split('/');
    const hasStatus = type.subresources.includes('status');
    return {
      manager: {
        manager: fieldManager || program || 'unknown',
        operation,
        apiVersion: apiVersionOf(type),
        ...(subresource && { subresource }),
      },
      time: timestamp(this.api.clock.now()),
      schema,
      isSettable: path =>
        !hasStatus ||
        (elementsOf(path)[0] === 'f:status') === (subresource === 'status'),
    };
  }

  /** Stores an object, or its status alone. */
  #store(
    { kind: { type }, options, current, namespace }: Request,
    object: KubeObject,
    managedFields: ManagedFieldsEntry[],
  ): KubeObject {
    const { managedFields: _, ...metadata } = object.metadata;
    const next: KubeObject = {
      ...object,
      metadata: {
        ...metadata,
        ...(namespace && { namespace }),
        ...(managedFields.length > 0 && { managedFields }),
      },
    };
    if (current) {
      return options.subresource === 'status'
        ? this.api.updateStatus(type, next, options)
        : this.api.update(type, next, options);
    }
    if (type.subresources.includes('status') && type.plural !== NODES.plural) {
      delete next.status;
    }
    return this.api.create(type, next as NewObject, options);
  }
}
