import { applyPatch, Operation } from 'fast-json-patch';
import { ApiError, badRequest } from '../api/apiError';
import { FieldSchema, fieldOf } from '../resources/fieldSchema';
import { isObject, JsonObject } from '../resources/json';

/**
 * JSON patch (RFC 6902).
 *
 * @throws ApiError 400 when it is no list, 422 when it cannot be applied
 */
export function jsonPatch(object: JsonObject, patch: unknown): JsonObject {
  if (!Array.isArray(patch)) {
    const message = `json: cannot unmarshal ${goType(
      patch,
    )} into Go value of type []handlers.jsonPatchOp`;
    throw badRequest(`error decoding patch: ${message}`);
  }
  try {
    const operations = patch as Operation[];
    return applyPatch(structuredClone(object), operations, true).newDocument;
  } catch {
    throw new ApiError(
      422,
      'Invalid',
      'the server rejected our request due to an error in our request',
      {},
    );
  }
}

/** Merge patch (RFC 7386). @throws ApiError 400 when it is no object */
export function mergePatch(object: JsonObject, patch: unknown): JsonObject {
  return patched(object, objectPatch(patch));
}

function patched(object: unknown, patch: JsonObject): JsonObject {
  const result: JsonObject = isObject(object) ? { ...object } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[field];
    } else {
      result[field] = isObject(value) ? patched(result[field], value) : value;
    }
  }
  return result;
}

/**
 * Strategic merge patch: as a merge patch, with lists merged by their keys,
 * and the directives `$patch` and `$retainKeys`.
 *
 * @throws ApiError 400 when it is no object, 500 when an item has no key
 */
export function strategicMergePatch(
  schema: FieldSchema,
  object: JsonObject,
  patch: unknown,
): JsonObject {
  return strategic(schema, object, objectPatch(patch));
}

function strategic(
  schema: FieldSchema,
  object: unknown,
  { $patch, $retainKeys, ...patch }: JsonObject,
): JsonObject {
  if ($patch === 'replace' || $patch === 'delete') {
    return $patch === 'replace' ? patch : {};
  }
  const result: JsonObject = isObject(object) ? { ...object } : {};
  if (Array.isArray($retainKeys)) {
    for (const field of Object.keys(result)) {
      if (!$retainKeys.includes(field)) {
        delete result[field];
      }
    }
  }
  for (const [field, value] of Object.entries(patch)) {
    const inner = fieldOf(schema, field);
    // Where items stand is only a wish.
    if (field.startsWith('$')) {
      continue;
    }
    if (value === null) {
      delete result[field];
    } else if (isObject(value)) {
      result[field] = strategic(inner, result[field], value);
    } else if (Array.isArray(value) && inner.keys) {
      result[field] = strategicList(inner, result[field], value);
    } else {
      result[field] = value;
    }
  }
  return result;
}

function strategicList(schema: FieldSchema, list: unknown, patch: unknown[]) {
  const given = Array.isArray(list) ? list : [];
  const items = patch.filter(
    item => !isObject(item) || Object.keys(item).join() !== '$patch',
  );
  const replaces = patch.some(
    item => isObject(item) && item.$patch === 'replace',
  );
  // Patches merge by the first key alone, unlike server-side apply.
  const [key] = schema.keys ?? [];
  if (replaces) {
    return items;
  }
  if (!key) {
    return [...new Set([...given, ...items])];
  }
  const keyOf = (item: unknown) => {
    if (!isObject(item) || item[key] === undefined) {
      const shown = goText(item);
      throw new ApiError(
        500,
        '',
        `map: ${shown} does not contain declared merge key: ${key}`,
      );
    }
    return item[key];
  };
  const merged = items
    .filter(item => (item as JsonObject).$patch !== 'delete')
    .map(item => {
      const before = given.find(other => keyOf(other) === keyOf(item));
      return strategic(fieldOf(schema), before, item as JsonObject);
    });
  const named = new Set(items.map(keyOf));
  return inOrder(
    merged,
    given.filter(item => !named.has(keyOf(item))),
    given.map(keyOf),
    keyOf,
  );
}

/** Items of the patch, and others where they stood between them. */
function inOrder(
  patchedItems: JsonObject[],
  others: unknown[],
  order: unknown[],
  keyOf: (item: unknown) => unknown,
): unknown[] {
  const rest = [...others];
  const result: unknown[] = [];
  for (const item of patchedItems) {
    const place = order.indexOf(keyOf(item));
    while (rest.length > 0 && order.indexOf(keyOf(rest[0])) < place) {
      result.push(rest.shift());
    }
    result.push(item);
  }
  return [...result, ...rest];
}

function objectPatch(patch: unknown): JsonObject {
  if (!isObject(patch)) {
    const message = `json: cannot unmarshal ${goType(
      patch,
    )} into Go value of type map[string]interface {}`;
    throw badRequest(`error decoding patch: ${message}`);
  }
  return patch;
}

function goType(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

/** As Go prints a value: `map[spec:map[replicas:1]]`. */
export function goText(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(goText).join(' ')}]`;
  }
  return isObject(value)
    ? `map[${Object.keys(value)
        .sort()
        .map(key => `${key}:${goText(value[key])}`)
        .join(' ')}]`
    : String(value);
}
