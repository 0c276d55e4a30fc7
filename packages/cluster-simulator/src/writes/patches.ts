import { applyPatch } from 'fast-json-patch';
import { ApiError, badRequest } from '../api/apiError';
import { isObject, JsonObject, jsonType } from '../resources/json';
import { Kind } from '../resources/kinds';
import { Problems } from '../resources/problems';
import { Schema } from '../resources/schema';
import { merge } from './merge';

/** The media types of patches. */
export const PATCHES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** A patch, with its media type without parameters. */
export interface Patch {
  contentType: string;
  /** Decoded. */
  body: unknown;
}

/**
 * @throws ApiError 415 when patches of its type cannot be made to a kind, 422
 *   when nobody says who applies
 */
export function checkPatch(
  { isCustom }: Kind,
  { contentType }: Patch,
  fieldManager?: string,
) {
  const accepted: string[] = Object.values(PATCHES).filter(
    type => !isCustom || type !== PATCHES.strategic,
  );
  if (!accepted.includes(contentType)) {
    const list = accepted.join(', ');
    const message = `the body of the request was in an unknown format - accepted media types include: ${list}`;
    throw new ApiError(415, 'UnsupportedMediaType', message);
  }
  if (contentType === PATCHES.apply && !fieldManager) {
    throw new Problems()
      .add('Required', 'fieldManager', 'is required for apply patch')
      .error({ group: 'meta.k8s.io', kind: 'PatchOptions' });
  }
}

/**
 * An object after a patch that is no apply.
 *
 * @throws ApiError 400 or 422
 */
export function patched(
  schema: Schema,
  object: JsonObject,
  { contentType, body }: Patch,
): unknown {
  const isJson = contentType === PATCHES.json;
  if (isJson ? !Array.isArray(body) : !isObject(body)) {
    const type = isJson ? '[]handlers.jsonPatchOp' : 'map[string]interface {}';
    const found = jsonType(body);
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${found} into Go value of type ${type}`,
    );
  }
  if (Array.isArray(body)) {
    try {
      return applyPatch(structuredClone(object), body, true).newDocument;
    } catch {
      const message =
        'the server rejected our request due to an error in our request';
      throw new ApiError(422, 'Invalid', message, {});
    }
  }
  const isMerge = contentType === PATCHES.merge;
  return merge(isMerge ? {} : schema, object, body, false);
}
