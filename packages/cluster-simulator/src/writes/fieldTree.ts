import { isDeepStrictEqual } from 'node:util';
import { FieldSchema, fieldOf, keyOfItem } from '../resources/fieldSchema';
import { isObject, JsonObject } from '../resources/json';
import { FieldSet, filter, pathTo } from './fieldSet';

interface Node {
  value: unknown;
  /** It has no parts that are owned by themselves. */
  leaf: boolean;
  /** An item of a list or a map: owned even when its parts are not. */
  item: boolean;
}

/** How two states of an object differ, by field. */
export interface Comparison {
  /** Fields that are new or have another value. */
  changed: FieldSet;
  removed: FieldSet;
}

/** The element of a path that leads to an item of an associative list. */
export function elementOfItem(schema: FieldSchema, item: unknown): string {
  return schema.keys?.length
    ? `k:${JSON.stringify(keyOfItem(schema, item))}`
    : `v:${JSON.stringify(item)}`;
}

/** Whether a value is merged part by part. */
export function isGranular(schema: FieldSchema, value: unknown): boolean {
  return (
    !schema.atomic &&
    (isObject(value) || (Array.isArray(value) && schema.keys !== undefined))
  );
}

function partsOf(
  schema: FieldSchema,
  value: unknown,
): [element: string, part: unknown, partSchema: FieldSchema, item: boolean][] {
  if (!isGranular(schema, value)) {
    return [];
  }
  return Array.isArray(value)
    ? value.map(item => [
        elementOfItem(schema, item),
        item,
        fieldOf(schema),
        true,
      ])
    : Object.entries(value as JsonObject)
        .filter(([, part]) => part !== undefined)
        .map(([name, part]) => [
          `f:${name}`,
          part,
          fieldOf(schema, name),
          !Object.hasOwn(schema.fields ?? {}, name),
        ]);
}

function nodesOf(schema: FieldSchema, value: unknown): Map<string, Node> {
  const nodes = new Map<string, Node>();
  const visit = (of: FieldSchema, at: string, node: unknown, item: boolean) => {
    const parts = partsOf(of, node);
    nodes.set(at, { value: node, leaf: parts.length === 0, item });
    for (const [element, part, partSchema, isItem] of parts) {
      visit(partSchema, pathTo(at, element), part, isItem);
    }
  };
  visit(schema, '', value, false);
  nodes.delete('');
  return nodes;
}

/** The fields that somebody sets who applies an object. */
export function fieldsOf(schema: FieldSchema, value: unknown): FieldSet {
  const nodes = nodesOf(schema, value);
  return filter(new Set(nodes.keys()), path => {
    const node = nodes.get(path)!;
    const isEmptyList =
      Array.isArray(node.value) && node.value.length === 0 && node.leaf;
    return node.item || (node.leaf && !isEmptyList);
  });
}

/** How an object has changed. */
export function compare(
  schema: FieldSchema,
  before: unknown,
  after: unknown,
): Comparison {
  const [from, to] = [nodesOf(schema, before), nodesOf(schema, after)];
  const changed = filter(new Set(to.keys()), path => {
    const [old, now] = [from.get(path), to.get(path)!];
    return (
      !old || (old.leaf && now.leaf && !isDeepStrictEqual(old.value, now.value))
    );
  });
  return {
    changed,
    removed: filter(new Set(from.keys()), path => !to.has(path)),
  };
}

/** What is applied, laid over what is there. */
export function merge(
  schema: FieldSchema,
  live: unknown,
  applied: unknown,
): unknown {
  if (!isGranular(schema, live) || !isGranular(schema, applied)) {
    return applied;
  }
  if (Array.isArray(live) && Array.isArray(applied)) {
    return mergeLists(schema, live, applied);
  }
  const merged = { ...(live as JsonObject) };
  for (const [name, part] of Object.entries(applied as JsonObject)) {
    merged[name] =
      name in merged ? merge(fieldOf(schema, name), merged[name], part) : part;
  }
  return merged;
}

/** Items keep the order of what is applied; others stay between them. */
function mergeLists(schema: FieldSchema, live: unknown[], applied: unknown[]) {
  const keyed = (list: unknown[]) =>
    new Map(list.map(item => [elementOfItem(schema, item), item]));
  const [mine, theirs] = [keyed(live), keyed(applied)];
  const waiting = [...mine.keys()];
  const merged: unknown[] = [];
  for (const [key, item] of theirs) {
    while (
      waiting.length > 0 &&
      (!theirs.has(waiting[0]) || (mine.has(key) && waiting[0] !== key))
    ) {
      const next = waiting.shift()!;
      if (!theirs.has(next)) {
        merged.push(mine.get(next));
      }
    }
    if (waiting[0] === key) {
      waiting.shift();
    }
    const here = mine.has(key);
    merged.push(here ? merge(fieldOf(schema), mine.get(key), item) : item);
  }
  return [
    ...merged,
    ...waiting.filter(key => !theirs.has(key)).map(key => mine.get(key)),
  ];
}

/** A value without some of its parts. */
export function without(
  schema: FieldSchema,
  value: unknown,
  removed: FieldSet,
  path = '',
): unknown {
  const parts = partsOf(schema, value);
  const kept = parts
    .filter(([element]) => !removed.has(pathTo(path, element)))
    .map(
      ([element, part, partSchema]) =>
        [
          element.slice(2),
          without(partSchema, part, removed, pathTo(path, element)),
        ] as const,
    );
  if (parts.length === 0) {
    return value;
  }
  return Array.isArray(value)
    ? kept.map(([, part]) => part)
    : Object.fromEntries(kept);
}

/**
 * What an object is before it is made, as the API server compares it: with the
 * structs that are always there in its own kinds.
 */
export const NEW_BUILT_IN = {
  metadata: {},
  spec: {
    strategy: {},
    updateStrategy: {},
    scaleTargetRef: {},
    containers: [],
    template: { metadata: {}, spec: { containers: [] } },
  },
  status: {},
};
