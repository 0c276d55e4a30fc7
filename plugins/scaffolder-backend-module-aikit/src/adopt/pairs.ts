import { isMap } from '@aikit-backstage/plugin-aikit-common';

/**
 * Fields by which Kubernetes tells the items of a list apart, the surest first:
 * one volume may be mounted twice, and then the mounts share their `name`.
 *
 * Source: `patchMergeKey` and `listMapKey` of the types in k8s.io/api.
 */
const KEYS = [
  'mountPath',
  'devicePath',
  'name',
  'containerPort',
  'port',
  'topologyKey',
  'ip',
];

/** An item in two lists; `before` or `after` is absent if one lacks it. */
interface Pair {
  /** How a path writes it: `name=aikit`, or a position. */
  step: string;
  before?: unknown;
  after?: unknown;
}

/** The items of two lists, each with its counterpart. */
export interface Pairs {
  pairs: Pair[];
  /** Keys of the items that both lists have, if their order differs. */
  order?: { key: string; change: { before: unknown[]; after: unknown[] } };
}

type Item = Record<string, unknown>;

/** Whether every item of a list has the key, each with another value. */
function identifies(key: string, list: Item[]): boolean {
  const ids = list.map(item => (Object.hasOwn(item, key) ? item[key] : null));
  return (
    ids.every(id => typeof id === 'string' || typeof id === 'number') &&
    new Set(ids).size === ids.length
  );
}

function byPosition(before: unknown[], after: unknown[]): Pairs {
  const longest = Math.max(before.length, after.length);
  return {
    pairs: Array.from({ length: longest }, (_, index) => ({
      step: `${index}`,
      before: before[index],
      after: after[index],
    })),
  };
}

function byKey(key: string, before: Item[], after: Item[]): Pairs {
  const [olds, news] = [before, after].map(
    list => new Map(list.map(item => [item[key], item])),
  );
  const ids = [...new Set([...olds.keys(), ...news.keys()])];
  const [kept, now] = [
    [...olds.keys()].filter(id => news.has(id)),
    [...news.keys()].filter(id => olds.has(id)),
  ];
  const isSorted = kept.every((id, index) => id === now[index]);
  return {
    pairs: ids.map(id => ({
      step: `${key}=${id}`,
      before: olds.get(id),
      after: news.get(id),
    })),
    ...(!isSorted && { order: { key, change: { before: kept, after: now } } }),
  };
}

/** Matches the items of a list with those of another version of it. */
export function pairsOf(before: unknown[], after: unknown[]): Pairs {
  if (!before.every(isMap) || !after.every(isMap)) {
    return byPosition(before, after);
  }
  const key = KEYS.find(each =>
    [before, after].every(list => identifies(each, list)),
  );
  return key ? byKey(key, before, after) : byPosition(before, after);
}
