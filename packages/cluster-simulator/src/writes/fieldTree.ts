import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../resources/json';
import {
  declares,
  isAtomic,
  keyOfItem,
  listKeys,
  partOf,
  Schema,
} from '../resources/schema';
import { difference, FieldSet, pathTo } from './fieldSet';

interface Part {
  path: string;
  name: string;
  value: unknown;
  schema: Schema;
  /** Of a list or a map: owned even when its own parts are not. */
  isItem: boolean;
}

/** The parts of a value that is merged part by part, if it is. */
function partsOf(
  schema: Schema,
  value: unknown,
  path: string,
): Part[] | undefined {
  if (Array.isArray(value) && listKeys(schema)) {
    return value.map(item => {
      const name = keyOfItem(schema, item);
      return {
        path: pathTo(path, `k:${name}`),
        name,
        value: item,
        schema: partOf(schema),
        isItem: true,
      };
    });
  }
  return isObject(value) && !isAtomic(schema)
    ? Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([name, part]) => ({
          path: pathTo(path, `f:${name}`),
          name,
          value: part,
          schema: partOf(schema, name),
          isItem: !declares(schema, name),
        }))
    : undefined;
}

type Node = Part & { isLeaf: boolean };

/** All parts of a value. */
function nodesOf(schema: Schema, value: unknown, path = ''): Node[] {
  return (partsOf(schema, value, path) ?? []).flatMap(part => {
    const inner = nodesOf(part.schema, part.value, part.path);
    return [{ ...part, isLeaf: inner.length === 0 }, ...inner];
  });
}

/** The fields that applying an object sets. */
export function fieldsOf(schema: Schema, object: unknown): FieldSet {
  const isSet = ({ value, isItem, isLeaf }: Node) =>
    isItem || (isLeaf && !(Array.isArray(value) && value.length === 0));
  const nodes = nodesOf(schema, object).filter(isSet);
  return new Set(nodes.map(({ path }) => path));
}

/** How two states of an object differ: fields that are set or changed, or gone. */
export function compare(schema: Schema, before: unknown, after: unknown) {
  const from = new Map(nodesOf(schema, before).map(node => [node.path, node]));
  const to = nodesOf(schema, after);
  const changed = to.filter(({ path, isLeaf, value }) => {
    const old = from.get(path);
    return old
      ? old.isLeaf && isLeaf && !isDeepStrictEqual(old.value, value)
      : true;
  });
  const pathsOf = (nodes: Node[]) => new Set(nodes.map(({ path }) => path));
  return {
    changed: pathsOf(changed),
    removed: difference(new Set(from.keys()), pathsOf(to)),
  };
}

/** A value without some of its parts. */
export function without(
  schema: Schema,
  value: unknown,
  removed: FieldSet,
  path = '',
): unknown {
  const parts = partsOf(schema, value, path);
  if (!parts) {
    return value;
  }
  const kept = parts
    .filter(part => !removed.has(part.path))
    .map(part => [
      part.name,
      without(part.schema, part.value, removed, part.path),
    ]);
  return Array.isArray(value)
    ? kept.map(([, part]) => part)
    : Object.fromEntries(kept);
}
