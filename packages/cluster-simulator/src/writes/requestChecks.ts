import { parse } from 'yaml';
import { ApiError, badRequest, invalid, StatusCause } from '../api/apiError';
import { apiVersionOf, ResourceType } from '../objects/resourceTypes';
import { KubeObject, ObjectKey } from '../objects/types';
import { isObject, JsonObject } from '../resources/json';
import { KindDefinition } from '../resources/kindDefinition';
import type { RequestOptions } from './objectWriter';

/** The media types of patches. */
export const PATCHES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

const MAX_MANAGER_BYTES = 128;

/** Makes the error of a body that cannot be read, of what a decoder says. */
export type ReadError = (message: string) => ApiError;

/** @throws ApiError 415 when patches of this type cannot be made to a kind */
export function checkContentType(
  { isCustom }: KindDefinition,
  contentType: string,
) {
  const accepted: string[] = Object.values(PATCHES).filter(
    type => !isCustom || type !== PATCHES.strategic,
  );
  if (contentType === PATCHES.strategic && isCustom) {
    const list = accepted.join(', ');
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${list}`,
    );
  }
  if (!accepted.includes(contentType)) {
    const message = '415: Unsupported Media Type';
    throw new ApiError(415, 'UnsupportedMediaType', message, {});
  }
}

/** @throws ApiError 422 when options do not go with a patch */
export function checkPatchOptions(
  contentType: string,
  { fieldManager = '', force }: RequestOptions,
) {
  const applies = contentType === PATCHES.apply;
  const causes: StatusCause[] = [];
  const add = (reason: string, field: string, message: string) =>
    causes.push({ reason: `FieldValue${reason}`, message, field });
  if (force && !applies) {
    const message = 'Forbidden: may not be specified for non-apply patch';
    add('Forbidden', 'force', message);
  }
  if (applies && !fieldManager) {
    const message = 'Required value: is required for apply patch';
    add('Required', 'fieldManager', message);
  }
  if (fieldManager.length > MAX_MANAGER_BYTES) {
    const message = `Too long: may not be more than ${MAX_MANAGER_BYTES} bytes`;
    add('TooLong', 'fieldManager', message);
  }
  if (causes.length > 0) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', causes);
  }
}

/** @throws ApiError 400 or 422 when a body says it is of another kind */
export function checkKind(
  { type, isCustom }: KindDefinition,
  body: JsonObject,
  failed: ReadError,
) {
  const expected = apiVersionOf(type);
  const { kind = type.kind, apiVersion = expected } = body;
  if (isCustom && apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (isCustom && kind !== type.kind) {
    const message = `Invalid value: "${kind}": must be ${type.kind}`;
    const { name } = (body.metadata ?? {}) as { name?: string };
    throw invalid({ ...type, kind: String(kind) }, name ?? '', [
      { reason: 'FieldValueInvalid', message, field: 'kind' },
    ]);
  }
  if (kind !== type.kind || apiVersion !== expected) {
    throw failed(
      `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
}

/** @throws ApiError 400 when an object says another name or namespace */
export function checkKey(
  { metadata }: Pick<KubeObject, 'metadata'>,
  { name, namespace }: Partial<ObjectKey>,
) {
  if (name && metadata.name && metadata.name !== name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  if (namespace && metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}

/** @throws ApiError 400 when what is applied is not of the kind */
export function checkApplied(type: ResourceType, applied: KubeObject) {
  const { apiVersion = '', kind = '', metadata } = applied;
  if (apiVersion !== apiVersionOf(type) || kind !== type.kind) {
    throw badRequest(`invalid object type: ${apiVersion || '/'}, Kind=${kind}`);
  }
  if (metadata.managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
}

/** The error of a body that is no object of its kind. */
export function cannotHandle(
  { kind, version }: ResourceType,
  body: unknown,
): ReadError {
  const given = isObject(body) ? body : {};
  const [found] = String(given.apiVersion ?? version)
    .split('/')
    .reverse();
  return message =>
    badRequest(
      `${
        given.kind ?? kind
      } in version "${found}" cannot be handled as a ${kind}: ${message}`,
    );
}

/** The error of a patch that makes no object of the kind. */
export function badPatch(patch: string, message: string): ApiError {
  const cause = {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(patch)}: ${message}`,
    field: 'patch',
  };
  const text = ` "" is invalid: patch: ${cause.message}`;
  return new ApiError(422, 'Invalid', text, { causes: [cause] });
}

/** @throws ApiError 422 for kinds that only change with a version */
export function checkHasVersion({ type }: KindDefinition, object: KubeObject) {
  const { name, resourceVersion } = object.metadata;
  if (!resourceVersion) {
    throw invalid({ group: type.group, kind: type.plural }, name, [
      {
        reason: 'FieldValueInvalid',
        message: 'Invalid value: 0: must be specified for an update',
        field: 'metadata.resourceVersion',
      },
    ]);
  }
}

/** What is applied: an object, or YAML text. @throws ApiError 400 */
export function parsedApply(body: unknown): KubeObject {
  let value = body;
  if (typeof body === 'string') {
    try {
      value = parse(body);
    } catch (error) {
      throw badRequest(`error decoding YAML: ${(error as Error).message}`);
    }
  }
  if (!isObject(value)) {
    throw badRequest(
      'error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
    );
  }
  return { metadata: {}, ...value } as KubeObject;
}
