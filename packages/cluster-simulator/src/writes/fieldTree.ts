import { isDeepStrictEqual } from 'node:util';
import { isObject, JsonObject } from '../resources/json';
import {
  declares,
  keyOfItem,
  listKeys,
  partOf,
  Schema,
} from '../resources/schema';
import { FieldSet, filter, pathTo } from './fieldSet';

/** What of an object is looked at. */
export interface Scope {
  schema: Schema;
  /** Whether a field, by its path, can be set at all in this way. */
  isSettable: (path: string) => boolean;
}

interface Part {
  element: string;
  value: unknown;
  schema: Schema;
  /** Of a list or a map: owned even when its own parts are not. */
  isItem: boolean;
}

/** Whether a value is merged part by part. */
function isGranular(schema: Schema, value: unknown): boolean {
  return (
    schema['x-kubernetes-map-type'] !== 'atomic' &&
    (isObject(value) || (Array.isArray(value) && !!listKeys(schema)))
  );
}

/** None of what is not granular. */
function partsOf(schema: Schema, value: unknown): Part[] {
  if (!isGranular(schema, value)) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.map(item => ({
      element: `k:${keyOfItem(schema, item)}`,
      value: item,
      schema: partOf(schema),
      isItem: true,
    }));
  }
  return Object.entries(value as JsonObject)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => ({
      element: `f:${name}`,
      value: part,
      schema: partOf(schema, name),
      isItem: !declares(schema, name),
    }));
}

type Nodes = [path: string, node: Part & { isLeaf: boolean }][];

/** All parts of a value by their paths. */
function nodesOf(
  { schema, isSettable }: Scope,
  object: unknown,
  parent = '',
): Nodes {
  return partsOf(schema, object).flatMap((part): Nodes => {
    const path = pathTo(parent, part.element);
    const scope = { schema: part.schema, isSettable };
    const inner = nodesOf(scope, part.value, path);
    const isLeaf = inner.length === 0;
    return isSettable(path) ? [[path, { ...part, isLeaf }], ...inner] : [];
  });
}

/** The fields that somebody sets who applies an object. */
export function fieldsOf(scope: Scope, object: unknown): FieldSet {
  const isSet = ({ value, isItem, isLeaf }: Nodes[0][1]) =>
    isItem || (isLeaf && !(Array.isArray(value) && value.length === 0));
  const nodes = nodesOf(scope, object).filter(([, node]) => isSet(node));
  return new Set(nodes.map(([path]) => path));
}

/** How two states of an object differ: fields that are new or other, or gone. */
export function compare(scope: Scope, before: unknown, after: unknown) {
  const [from, to] = [before, after].map(
    object => new Map(nodesOf(scope, object)),
  );
  const changed = filter(to.keys(), path => {
    const [old, now] = [from.get(path), to.get(path)!];
    return old
      ? old.isLeaf && now.isLeaf && !isDeepStrictEqual(old.value, now.value)
      : true;
  });
  return { changed, removed: filter(from.keys(), path => !to.has(path)) };
}

/** What is applied, laid over what is there. */
export function merge(
  schema: Schema,
  live: unknown,
  applied: unknown,
): unknown {
  if (!isGranular(schema, live) || !isGranular(schema, applied)) {
    return applied;
  }
  if (Array.isArray(live) && Array.isArray(applied)) {
    return mergeItems(
      live,
      applied,
      item => keyOfItem(schema, item),
      (before, item) => merge(partOf(schema), before, item),
    );
  }
  const merged = { ...(live as JsonObject) };
  for (const [name, part] of Object.entries(applied as JsonObject)) {
    merged[name] = merge(partOf(schema, name), merged[name], part);
  }
  return merged;
}

/**
 * Merges lists by the keys of their items. They are in the order of the second
 * list; others stay where they stood between them.
 *
 * @param mergeItem - undefined when an item is to go
 * @param newFirst - new items do not wait for those that stood before them
 */
export function mergeItems(
  live: unknown[],
  changes: unknown[],
  keyOf: (item: unknown) => unknown,
  mergeItem: (before: unknown, item: unknown) => unknown,
  newFirst = false,
): unknown[] {
  const [before, after] = [live, changes].map(
    list => new Map(list.map(item => [keyOf(item), item])),
  );
  let waiting = [...before.keys()];
  const merged: unknown[] = [];
  for (const [key, item] of after) {
    const jumps = newFirst && !before.has(key);
    while (!jumps && waiting.length > 0 && !after.has(waiting[0])) {
      merged.push(before.get(waiting.shift()));
    }
    waiting = waiting.filter(other => other !== key);
    merged.push(mergeItem(before.get(key), item));
  }
  return [...merged, ...waiting.map(key => before.get(key))].filter(
    item => item !== undefined,
  );
}

/** A value without some of its parts. */
export function without(
  schema: Schema,
  value: unknown,
  removed: FieldSet,
  path = '',
): unknown {
  if (!isGranular(schema, value)) {
    return value;
  }
  const kept = partsOf(schema, value)
    .map(part => ({ ...part, at: pathTo(path, part.element) }))
    .filter(({ at }) => !removed.has(at))
    .map(({ element, at, ...part }): [string, unknown] => [
      element.slice(2),
      without(part.schema, part.value, removed, at),
    ]);
  return Array.isArray(value)
    ? kept.map(([, part]) => part)
    : Object.fromEntries(kept);
}
