import { isDeepStrictEqual } from 'node:util';
import { isMap } from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '../clusters/types';

/** An object, and what of it each field manager has applied. */
export interface Stored {
  /** What was there otherwise. */
  base?: KubernetesObject;
  applied: Map<string, KubernetesObject>;
  object: KubernetesObject;
}

/** An object as all its managers have applied it; its generation counts on. */
export function mergedObject(
  before: Omit<Stored, 'applied'> | undefined,
  applied: Map<string, KubernetesObject>,
  uid: string,
): KubernetesObject {
  const { generation = 0 } = before?.object.metadata ?? {};
  const managers = [...applied.keys()];
  const base = before?.base;
  const others = managedFieldsOf(base).filter(
    ({ manager }) => !managers.includes(manager),
  );
  const merged = [...applied.values()].reduce<unknown>(
    merge,
    base ?? {},
  ) as KubernetesObject;
  const metadata: KubernetesObject['metadata'] & { managedFields: object[] } = {
    ...merged.metadata,
    ...((!base || base.metadata?.uid) && { uid: base?.metadata?.uid ?? uid }),
    generation: isDeepStrictEqual(merged.spec, before?.object.spec)
      ? generation
      : generation + 1,
    managedFields: [
      ...others,
      ...[...applied].map(([manager, object]) => ({
        manager,
        operation: 'Apply',
        apiVersion: object.apiVersion,
        fieldsType: 'FieldsV1',
        fieldsV1: fieldsOf(object),
      })),
    ],
  };
  return { ...merged, metadata, spec: merged.spec ?? {} };
}

/** Who owns what of an object, as it says itself. */
export function managedFieldsOf(
  object: KubernetesObject | undefined,
): { manager: string; fieldsV1?: object }[] {
  return Object(object?.metadata).managedFields ?? [];
}

/** A value without the fields of a set; lists are left as they are. */
export function without(value: unknown, fields: object = {}): unknown {
  if (!isMap(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const owned: unknown = Object(fields)[`f:${key}`];
      if (!isMap(owned)) {
        return [[key, part]];
      }
      return Object.keys(owned).length === 0
        ? []
        : [[key, without(part, owned)]];
    }),
  );
}

/** Maps are merged, and all else is replaced. */
function merge(before: unknown, after: unknown): unknown {
  if (!isMap(before) || !isMap(after)) {
    return after;
  }
  const merged = Object.entries(after).map(([key, value]) => [
    key,
    merge(before[key], value),
  ]);
  return { ...before, ...Object.fromEntries(merged) };
}

/** The fields of an object as `managedFields` writes them, with lists whole. */
function fieldsOf(value: unknown, isTop = true): Record<string, unknown> {
  if (!isMap(value)) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isTop || !['apiVersion', 'kind'].includes(key))
      .map(([key, part]) => [`f:${key}`, fieldsOf(part, false)]),
  );
}
