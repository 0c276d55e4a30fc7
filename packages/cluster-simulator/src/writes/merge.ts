import { isObject, JsonObject } from '../resources/json';
import {
  isAtomic,
  keyOfItem,
  listKeys,
  partOf,
  Schema,
} from '../resources/schema';

/**
 * What is applied or patched, laid over what is there. A merge patch is a
 * strategic one with an empty schema: it knows nothing of lists.
 */
export function merge(
  schema: Schema,
  live: unknown,
  change: unknown,
  isApply: boolean,
): unknown {
  if (Array.isArray(change) && listKeys(schema)) {
    return mergeLists(schema, Array.isArray(live) ? live : [], change, isApply);
  }
  if (!isObject(change) || (isApply && isAtomic(schema))) {
    return change;
  }
  const merged: JsonObject = isObject(live) ? { ...live } : {};
  for (const [field, value] of Object.entries(change)) {
    if (value === null) {
      delete merged[field];
    } else if (isApply || !field.startsWith('$')) {
      // Directives such as `$setElementOrder` set no field.
      const part = partOf(schema, field);
      merged[field] = merge(part, merged[field], value, isApply);
    }
  }
  return merged;
}

/**
 * Merges lists by the keys of their items. They are in the order of the second
 * list; others stay where they stood between them.
 */
function mergeLists(
  schema: Schema,
  live: unknown[],
  change: unknown[],
  isApply: boolean,
): unknown[] {
  // Patches merge by the first key alone.
  const keys = listKeys(schema)!.slice(0, isApply ? undefined : 1);
  const byKey = (list: unknown[]) =>
    new Map(list.map(item => [keyOfItem(schema, item, keys), item]));
  const directive = (item: unknown) => (isObject(item) ? item.$patch : '');
  const items = change.filter(item => directive(item) !== 'replace');
  const before = byKey(items.length < change.length ? [] : live);
  const after = byKey(items);
  let waiting = [...before.keys()];
  const merged: unknown[] = [];
  for (const [key, item] of after) {
    // New items of patches do not wait for those that stood before them.
    const jumps = !isApply && !before.has(key);
    while (!jumps && waiting.length > 0 && !after.has(waiting[0])) {
      merged.push(before.get(waiting.shift()!));
    }
    waiting = waiting.filter(other => other !== key);
    if (directive(item) !== 'delete') {
      merged.push(merge(partOf(schema), before.get(key), item, isApply));
    }
  }
  return [...merged, ...waiting.map(key => before.get(key))];
}
