import { concealed, isMap } from '@aikit-backstage/plugin-aikit-common';
import { pairsOf } from './pairs';

const MASK = '***';

/** A field that differs between two objects. */
export interface FieldChange {
  /** Such as `spec.template.spec.containers[name=aikit].image`. */
  path: string;
  /** Absent when the field was not there. */
  before?: unknown;
  /** Absent when the field has gone. */
  after?: unknown;
}

/** Where a field is: its path, and the keys of the maps on the way to it. */
interface Place {
  path: string;
  keys: readonly string[];
}

/** One key deeper; a key with dots in it is put in brackets. */
function below({ path, keys }: Place, key: string): Place {
  const plain = path ? `${path}.${key}` : key;
  return {
    path: /^[\w-]+$/.test(key) ? plain : `${path}[${JSON.stringify(key)}]`,
    keys: [...keys, key],
  };
}

function own(map: object, key: string): unknown {
  return Object.hasOwn(map, key)
    ? (map as Record<string, unknown>)[key]
    : undefined;
}

function change(before: unknown, after: unknown, place: Place): FieldChange {
  return {
    path: place.path,
    ...(before !== undefined && {
      before: concealed(before, MASK, place.keys),
    }),
    ...(after !== undefined && { after: concealed(after, MASK, place.keys) }),
  };
}

function collectItems(
  before: unknown[],
  after: unknown[],
  { path, keys }: Place,
): FieldChange[] {
  const { pairs, order } = pairsOf(before, after);
  return [
    ...pairs.flatMap(pair =>
      collect(pair.before, pair.after, {
        path: `${path}[${pair.step}]`,
        keys,
      }),
    ),
    ...(order ? [{ path: `${path}[*].${order.key}`, ...order.change }] : []),
  ];
}

function collect(before: unknown, after: unknown, place: Place): FieldChange[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    return collectItems(before, after, place);
  }
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap(key =>
      collect(own(before, key), own(after, key), below(place, key)),
    );
  }
  return Object.is(before, after) ? [] : [change(before, after, place)];
}

/**
 * The fields in which two Kubernetes objects differ, in the order of the first.
 * Something that only one of them has is one change, however much is in it.
 *
 * Items of a list are matched as Kubernetes matches them, such as containers by
 * `name`; where there is no such field, by position.
 *
 * The changes end up in logs, and environment variables may hold secrets: `***`
 * stands for each of their values.
 */
export function fieldChanges(before: object, after: object): FieldChange[] {
  return collect(before, after, { path: '', keys: [] });
}
