import { applyPatch, Operation } from 'fast-json-patch';
import { ApiError, badRequest } from '../api/apiError';
import { isObject, JsonObject, jsonType } from '../resources/json';
import { listKeys, partOf, Schema } from '../resources/schema';
import { mergeItems } from './fieldTree';

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
 * An object after a patch that is no apply. A merge patch is a strategic one
 * that knows nothing of lists.
 *
 * @param schema - of the object
 * @throws ApiError 400 or 422
 */
export function patched(
  schema: Schema,
  object: JsonObject,
  { contentType, body }: Patch,
): JsonObject {
  const isJson = contentType === PATCHES.json;
  if (isJson && Array.isArray(body)) {
    return jsonPatched(object, body);
  }
  if (isJson || !isObject(body)) {
    const wanted = isJson
      ? '[]handlers.jsonPatchOp'
      : 'map[string]interface {}';
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${jsonType(
        body,
      )} into Go value of type ${wanted}`,
    );
  }
  return merged(contentType === PATCHES.merge ? {} : schema, object, body);
}

/** As RFC 6902 has it. */
function jsonPatched(object: JsonObject, patch: Operation[]): JsonObject {
  try {
    return applyPatch(structuredClone(object), patch, true).newDocument;
  } catch {
    const message =
      'the server rejected our request due to an error in our request';
    throw new ApiError(422, 'Invalid', message, {});
  }
}

/** A merge patch as RFC 7386 has it, but that some lists are merged. */
function merged(
  schema: Schema,
  object: unknown,
  patch: JsonObject,
): JsonObject {
  const result: JsonObject = isObject(object) ? { ...object } : {};
  for (const [field, value] of Object.entries(patch)) {
    const part = partOf(schema, field);
    if (value === null) {
      delete result[field];
    } else if (isObject(value)) {
      result[field] = merged(part, result[field], value);
    } else if (Array.isArray(value) && listKeys(part)) {
      result[field] = mergedList(part, result[field], value);
    } else if (!field.startsWith('$')) {
      // Other directives, such as the order of items, are only wishes.
      result[field] = value;
    }
  }
  return result;
}

function mergedList(schema: Schema, given: unknown, patch: unknown[]) {
  const directive = (item: unknown) => (isObject(item) ? item.$patch : '');
  const items = patch.filter(item => directive(item) !== 'replace');
  const replaces = items.length < patch.length;
  // Patches merge by the first key alone, unlike server-side apply.
  const [key] = listKeys(schema) ?? [];
  return mergeItems(
    Array.isArray(given) && !replaces ? given : [],
    items,
    item => (item as JsonObject)[key],
    (before, item) =>
      directive(item) === 'delete'
        ? undefined
        : merged(partOf(schema), before, item as JsonObject),
    true,
  );
}
