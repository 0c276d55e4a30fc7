import { isMap } from '@aikit-backstage/plugin-aikit-common';
import { concealed } from './concealed';
import { pairsOf } from './pairs';

/**
 * A field that is not the same in two objects.
 *
 * @public
 */
export interface FieldChange {
  /** Such as `spec.template.spec.containers[name=aikit].image`. */
  path: string;
  /** Absent when it was not there. */
  before?: unknown;
  /** Absent when it is not there any more. */
  after?: unknown;
}

/** Where something is: its path, and the keys of maps on the way to it. */
interface Place {
  path: string;
  keys: readonly string[];
}

/** One key deeper; the key is in brackets when dots would be read as steps. */
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
    ...(before !== undefined && { before: concealed(before, place.keys) }),
    ...(after !== undefined && { after: concealed(after, place.keys) }),
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
 * The fields in which two Kubernetes objects differ, in the order of the first;
 * what only one of them has is one change, however deep it is.
 *
 * Items of a list are told apart by what Kubernetes tells them apart by, such as
 * the `name` of a container; those that have nothing of the kind by position.
 *
 * Values of environment variables are not in it, since they may be secrets and
 * the changes end up in logs: `***` stands for each, also where it has changed.
 *
 * @public
 */
export function fieldChanges(before: object, after: object): FieldChange[] {
  return collect(before, after, { path: '', keys: [] });
}
