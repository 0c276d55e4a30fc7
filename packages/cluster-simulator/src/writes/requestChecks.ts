import { ApiError, badRequest } from '../api/apiError';
import { apiVersionOf, ResourceType } from '../objects/resourceTypes';
import { KubeObject, ObjectKey } from '../objects/types';
import { decode, DecodeError } from '../resources/decode';
import { isObject, valueAt } from '../resources/json';
import { Kind } from '../resources/kinds';
import { Problems } from '../resources/problems';
import { withSchemaDefaults } from '../resources/schema';

/** What of a request is not in its body. */
export interface RequestOptions {
  fieldManager?: string;
  userAgent?: string;
  /** What to do about unknown fields, which are dropped; `Warn` by default. */
  fieldValidation?: 'Ignore' | 'Warn' | 'Strict';
  dryRun?: boolean;
  /** Apply takes over the fields of others. */
  force?: boolean;
  subresource?: 'status' | 'scale';
  /** Called with what is wrong but accepted. */
  onWarning?: (text: string) => void;
}

/**
 * Reads what is sent as an object of its kind, with defaults.
 *
 * @throws ApiError 400 or 422 when it is none
 */
export function readObject(
  kind: Kind,
  body: unknown,
  { fieldValidation, onWarning }: RequestOptions,
): KubeObject {
  if (!isObject(body)) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind.type.kind}): couldn't get version/kind; json parse error`,
    );
  }
  checkKind(kind, body as KubeObject);
  try {
    const { value, unknown } = decode(kind.schema, body, !kind.isCustom);
    const problems = unknown.map(field => `unknown field "${field}"`);
    if (problems.length > 0 && fieldValidation === 'Strict') {
      throw new DecodeError(`strict decoding error: ${problems.join(', ')}`);
    }
    if (fieldValidation !== 'Ignore') {
      problems.forEach(problem => onWarning?.(problem));
    }
    const object = { metadata: {}, ...value } as KubeObject;
    return withSchemaDefaults(kind.schema, object);
  } catch (error) {
    throw error instanceof DecodeError
      ? cannotHandle(kind.type, body as KubeObject, error.message)
      : error;
  }
}

function checkKind({ type, isCustom }: Kind, body: KubeObject) {
  const expected = apiVersionOf(type);
  const { kind = type.kind, apiVersion = expected } = body;
  if (isCustom && apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (isCustom && kind !== type.kind) {
    throw new Problems()
      .invalid('kind', kind, `must be ${type.kind}`)
      .error({ ...type, kind }, body.metadata?.name);
  }
  if (kind !== type.kind || apiVersion !== expected) {
    const why = `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`;
    throw cannotHandle(type, body, why);
  }
}

function cannotHandle(
  { kind, version }: ResourceType,
  body: KubeObject,
  why: string,
) {
  const found = (body.apiVersion ?? version).replace(/^.*\//, '');
  return badRequest(
    `${
      body.kind ?? kind
    } in version "${found}" cannot be handled as a ${kind}: ${why}`,
  );
}

/** @throws ApiError 400 when an object says another name or namespace */
export function checkKey(body: unknown, key: Partial<ObjectKey>) {
  const name = valueAt(body, 'metadata.name');
  const namespace = valueAt(body, 'metadata.namespace');
  if (key.name && name && name !== key.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${key.name})`,
    );
  }
  if (key.namespace && namespace && namespace !== key.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}

/**
 * Reads what is applied, which may be a part of an object.
 *
 * @throws ApiError 400 when it is of another kind, 500, as the real one, when
 *   it has unknown fields
 */
export function readApplied({ type, schema }: Kind, body: unknown): KubeObject {
  const { group, version } = type;
  const { apiVersion = '', kind = '', ...rest } = isObject(body) ? body : {};
  if (apiVersion !== apiVersionOf(type) || kind !== type.kind) {
    throw badRequest(`invalid object type: ${apiVersion || '/'}, Kind=${kind}`);
  }
  const applied = { apiVersion, kind, metadata: {}, ...rest } as KubeObject;
  const { namespace = '', name, managedFields } = applied.metadata;
  if (managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const { unknown } = decode(schema, applied, false);
  if (unknown.length > 0) {
    const problems = unknown
      .map(field => `.${field}: field not declared in schema`)
      .join(', ');
    const object = `${namespace}/${name}; ${group}/${version}, Kind=${kind}`;
    const message = `failed to create typed patch object (${object}): ${problems}`;
    throw new ApiError(500, '', message);
  }
  return applied;
}

/** @throws ApiError 422 for kinds that are only replaced with a version */
export function checkHasVersion(
  { type }: Kind,
  { name }: ObjectKey,
  body: unknown,
) {
  if (!valueAt(body, 'metadata.resourceVersion')) {
    throw new Problems()
      .invalid('metadata.resourceVersion', 0, 'must be specified for an update')
      .error({ ...type, kind: type.plural }, name);
  }
}
