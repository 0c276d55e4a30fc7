import { conflict } from '../api/apiError';
import { timestamp } from '../api/clock';
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
import { applyTo, Edit, ownersAfterUpdate, owns } from './managedFields';
import { checkPatch, Patch, patched, PATCHES } from './patches';
import {
  checkHasVersion,
  checkKey,
  readApplied,
  readObject,
  RequestOptions,
} from './requestChecks';
import { replicasOf, scaleOf } from './scale';

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

/**
 * The writes that come over HTTP: reads what is sent, merges it, says who owns
 * which field, and hands it to the API.
 */
export class ObjectWriter {
  constructor(
    private readonly api: ObjectApi,
    private readonly registry: TypeRegistry,
  ) {}

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
    return this.#change(kind, key, options, () => body);
  }

  patch(
    type: ResourceType,
    key: ObjectKey,
    patch: Patch,
    options: RequestOptions,
  ): Written {
    const kind = this.registry.kind(type);
    checkPatch(kind, patch, options.fieldManager);
    return patch.contentType === PATCHES.apply
      ? this.#apply(kind, key, patch.body, options)
      : this.#change(kind, key, options, (...before) =>
          patched(...before, patch),
        );
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
  ): Written {
    const { subresource } = options;
    const current = this.api.get(kind.type, { namespace, name });
    const { managedFields: stored = [] } = current.metadata;
    let object: KubeObject;
    if (subresource === 'scale') {
      const scale = change({}, scaleOf(kind, current));
      const replicas = replicasOf(kind, current, scale);
      const spec = { ...objectIn(current, 'spec'), replicas };
      object = { ...current, spec };
    } else {
      const body = change(kind.schema, current);
      checkKey(body, { namespace, name });
      object = readObject(kind, body, options);
    }
    const { managedFields: given = stored } = object.metadata;
    const entries = subresource ? stored : given;
    // As in the real API server: an object that nobody owns stays so.
    const isOwned =
      subresource === 'scale'
        ? owns(entries, 'spec.replicas')
        : entries.length > 0;
    const edit = this.#edit(kind, options, 'Update');
    const written = this.#store(
      { kind, options, current, namespace },
      object,
      isOwned ? ownersAfterUpdate(edit, current, object, entries) : entries,
    );
    return {
      object: subresource === 'scale' ? scaleOf(kind, written) : written,
      created: false,
    };
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
    const { uid } = applied.metadata;
    if (uid && !current) {
      const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
      throw conflict(kind.type, name, why);
    }
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

  #edit(
    { type, schema }: Kind,
    { fieldManager, userAgent, subresource }: RequestOptions,
    operation: ManagedFieldsEntry['operation'],
  ): Edit {
    const [program] = (userAgent ?? '').split('/');
    const hasStatus = type.subresources.includes('status');
    return {
      manager: {
        manager: fieldManager || program || 'unknown',
        operation,
        apiVersion: apiVersionOf(type),
        time: timestamp(this.api.clock.now()),
        subresource,
      },
      schema,
      settable: object => {
        const { status, ...rest } = object as KubeObject;
        const all = hasStatus ? rest : object;
        return subresource === 'status' ? { status } : all;
      },
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
