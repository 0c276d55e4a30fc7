import { ApiError, badRequest, conflict, invalid } from '../api/apiError';
import { ObjectApi } from '../api/objectApi';
import { apiVersionOf, NODES, ResourceType } from '../objects/resourceTypes';
import {
  KubeObject,
  ManagedFieldsEntry,
  NewObject,
  ObjectKey,
} from '../objects/types';
import { checkNamespace } from '../resources/builtInAdmission';
import { DecodeError } from '../resources/decode';
import { isObject, JsonObject, withValueAt } from '../resources/json';
import { KindDefinition } from '../resources/kindDefinition';
import { TypeRegistry } from '../resources/typeRegistry';
import { timestamp } from '../runtime/clock';
import { NEW_BUILT_IN } from './fieldTree';
import {
  applyTo,
  isIn,
  Manager,
  owns,
  ownersAfterUpdate,
  Scope,
} from './managedFields';
import { goText, jsonPatch, mergePatch, strategicMergePatch } from './patches';
import {
  badPatch,
  cannotHandle,
  checkApplied,
  checkContentType,
  checkHasVersion,
  checkKey,
  checkKind,
  checkPatchOptions,
  parsedApply,
  PATCHES,
  ReadError,
} from './requestChecks';
import { replicasOf, scaleOf, scalePaths } from './scale';
import { checkTypes } from './typedProblems';

/** What of a request is not in its body. */
export interface RequestOptions {
  fieldManager?: string;
  userAgent?: string;
  /** `Warn` is as `Ignore` here: there are no warnings. */
  fieldValidation?: 'Ignore' | 'Warn' | 'Strict';
  dryRun?: boolean;
  /** Apply takes over the fields of others. */
  force?: boolean;
  subresource?: 'status' | 'scale';
}

/** An object after a write. */
export interface Written {
  object: KubeObject;
  created: boolean;
}

/** A patch, with its media type without parameters. */
export interface Patch {
  contentType: string;
  /** Decoded; an apply may also come as YAML text. */
  body: unknown;
}

/** A request, with what is needed at every step. */
interface Request {
  kind: KindDefinition;
  options: RequestOptions;
  namespace?: string;
  /** The stored object, if there is one. */
  current?: KubeObject;
}

/**
 * The writes that come over HTTP: reads what is sent, merges it, says who owns
 * which field, checks it, and hands it to the API.
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
    const request = {
      kind: this.registry.definition(type),
      options,
      namespace,
    };
    const object = this.#read(request, body, cannotHandle(type, body));
    checkKey(object, { namespace });
    if (object.metadata.resourceVersion) {
      const message =
        'resourceVersion should not be set on objects to be created';
      throw new ApiError(500, '', message);
    }
    return this.#store(request, object, this.#owners(request, object, []));
  }

  /** @throws ApiError 400, 404, 409, 422 */
  replace(
    type: ResourceType,
    key: ObjectKey,
    body: unknown,
    options: RequestOptions,
  ): Written {
    const request = this.#change(type, key, options);
    if (options.subresource === 'scale') {
      return this.#writeScale(request, body);
    }
    const object = this.#read(request, body, cannotHandle(type, body));
    checkKey(object, key);
    if (request.kind.isCustom) {
      checkHasVersion(request.kind, object);
    }
    return this.#update(request, object);
  }

  /** @throws ApiError 400, 404, 409, 415, 422 */
  patch(
    type: ResourceType,
    key: ObjectKey,
    { contentType, body }: Patch,
    options: RequestOptions,
  ): Written {
    checkContentType(this.registry.definition(type), contentType);
    checkPatchOptions(contentType, options);
    if (contentType === PATCHES.apply) {
      return this.#apply(type, key, body, options);
    }
    const request = this.#change(type, key, options);
    const { kind, current } = request;
    if (options.subresource === 'scale') {
      const scale = this.getScale(type, current);
      return this.#writeScale(request, patched(kind, scale, contentType, body));
    }
    const result = patched(kind, current, contentType, body);
    const shown =
      contentType === PATCHES.strategic ? goText(body) : JSON.stringify(result);
    const object = this.#read(request, result, why => badPatch(shown, why));
    checkKey(object, key);
    return this.#update(request, object);
  }

  /** An object's scale. @throws ApiError 404 when the kind has none */
  getScale(type: ResourceType, object: KubeObject): KubeObject {
    return scaleOf(object, scalePaths(this.registry.definition(type)));
  }

  #change(type: ResourceType, key: ObjectKey, options: RequestOptions) {
    const current = this.api.get(type, key);
    const { namespace } = key;
    return {
      kind: this.registry.definition(type),
      options,
      current,
      namespace,
    };
  }

  #apply(
    type: ResourceType,
    { namespace, name }: ObjectKey,
    body: unknown,
    options: RequestOptions,
  ): Written {
    const applied = parsedApply(body);
    checkApplied(type, applied);
    checkKey(applied, { namespace, name });
    const kind = this.registry.definition(type);
    const current = this.api.store.get(type, namespace, name);
    const request = { kind, options, current, namespace };
    const { resourceVersion } = applied.metadata;
    if (
      current &&
      resourceVersion &&
      resourceVersion !== current.metadata.resourceVersion
    ) {
      throw conflict(type, name);
    }
    checkTypes(kind, applied);
    const { object, managedFields } = applyTo(
      scopeOf(kind, options),
      current ?? {},
      applied,
      current ? this.#ownersBeforeApply(kind, current) : [],
      managerOf(kind, options, 'Apply'),
      { force: options.force, time: this.#now() },
    );
    const named = { ...object, metadata: { ...object.metadata, name } };
    return {
      object: this.#store(
        request,
        this.#read(request, named, badRequest),
        managedFields,
      ),
      created: !current,
    };
  }

  /** What was there before anybody owned it gets an owner. */
  #ownersBeforeApply(
    kind: KindDefinition,
    current: KubeObject,
  ): ManagedFieldsEntry[] {
    const { managedFields = [] } = current.metadata;
    if (managedFields.length > 0) {
      return managedFields;
    }
    const fieldManager = 'before-first-apply';
    return this.#owners({ kind, options: { fieldManager } }, current, []);
  }

  #update(
    request: Request & { current: KubeObject },
    object: KubeObject,
  ): Written {
    const { current, options } = request;
    const { managedFields: stored = [] } = current.metadata;
    const { managedFields: given = stored } = object.metadata;
    const entries = options.subresource ? stored : given;
    // As in the real API server: what nobody owns stays so.
    const managedFields =
      entries.length > 0 ? this.#owners(request, object, entries) : [];
    return {
      object: this.#store(request, object, managedFields),
      created: false,
    };
  }

  #writeScale(
    request: Request & { current: KubeObject },
    body: unknown,
  ): Written {
    const { kind, current } = request;
    const { specReplicasPath: path } = scalePaths(kind);
    const replicas = replicasOf(body, current, kind);
    const object = withValueAt(current, path, replicas);
    const { managedFields = [] } = current.metadata;
    // As in the real API server: only a field that is owned changes hands.
    const written = owns(managedFields, path)
      ? this.#update(request, object).object
      : this.#store(request, object, managedFields);
    return { object: this.getScale(kind.type, written), created: false };
  }

  #owners(
    { kind, options, current }: Request,
    object: KubeObject,
    entries: ManagedFieldsEntry[],
  ): ManagedFieldsEntry[] {
    return ownersAfterUpdate(
      scopeOf(kind, options),
      current ?? (kind.isCustom ? {} : NEW_BUILT_IN),
      object,
      entries,
      managerOf(kind, options, 'Update'),
      this.#now(),
    );
  }

  /** Checks an object and stores it, or its status alone. */
  #store(
    { kind, options, current, namespace }: Request,
    object: KubeObject,
    managedFields: ManagedFieldsEntry[],
  ): KubeObject {
    const { type } = kind;
    const { managedFields: _, ...metadata } = object.metadata;
    const onlyStatus = options.subresource === 'status';
    const next: KubeObject = {
      ...(onlyStatus && current
        ? { ...current, status: object.status }
        : object),
      metadata: {
        ...metadata,
        ...(namespace && { namespace }),
        ...(managedFields.length > 0 && { managedFields }),
      },
    };
    if (!current) {
      if (
        type.subresources.includes('status') &&
        type.plural !== NODES.plural
      ) {
        delete next.status;
      }
      if (type.namespaced) {
        checkNamespace(this.api, type, next);
      }
    }
    const causes = kind.validate(next, current);
    if (causes.length > 0) {
      throw invalid(type, metadata.name ?? '', causes);
    }
    if (!current) {
      return this.api.create(type, next as NewObject, options);
    }
    return onlyStatus
      ? this.api.updateStatus(type, next, options)
      : this.api.update(type, next, options);
  }

  #read(
    { kind, options }: Request,
    body: unknown,
    failed: ReadError,
  ): KubeObject {
    if (!isObject(body)) {
      throw badRequest(
        `the object provided is unrecognized (must be of type ${kind.type.kind}): couldn't get version/kind; json parse error`,
      );
    }
    checkKind(kind, body, failed);
    try {
      const { value, unknown } = kind.decode(body);
      if (unknown.length > 0 && options.fieldValidation === 'Strict') {
        const fields = unknown.map(field => `unknown field "${field}"`);
        throw failed(`strict decoding error: ${fields.join(', ')}`);
      }
      return value;
    } catch (error) {
      throw error instanceof DecodeError ? failed(error.message) : error;
    }
  }

  #now(): string {
    return timestamp(this.api.clock.now());
  }
}

function patched(
  { schema }: KindDefinition,
  object: KubeObject,
  contentType: string,
  body: unknown,
): JsonObject {
  switch (contentType) {
    case PATCHES.json:
      return jsonPatch(object, body);
    case PATCHES.merge:
      return mergePatch(object, body);
    default:
      return strategicMergePatch(schema, object, body);
  }
}

function scopeOf(
  { type, schema }: KindDefinition,
  { subresource }: RequestOptions,
): Scope {
  const hasStatus = type.subresources.includes('status');
  const isSettable = (path: string) =>
    !hasStatus || isIn(path, 'status') === (subresource === 'status');
  return { schema, isSettable };
}

function managerOf(
  { type }: KindDefinition,
  { fieldManager, userAgent, subresource }: RequestOptions,
  operation: Manager['operation'],
): Manager {
  const [program] = (userAgent ?? '').split('/');
  return {
    manager: fieldManager || program || 'unknown',
    operation,
    apiVersion: apiVersionOf(type),
    ...(subresource && { subresource }),
  };
}
