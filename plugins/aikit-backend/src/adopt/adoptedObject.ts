import { isDeepStrictEqual } from 'node:util';
import {
  catalogMetadata,
  isMap,
  KUBERNETES_ID_LABEL,
  MANAGED_BY,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { isWorkload, Kind } from '../deploy/kinds';
import {
  FieldsV1,
  handedOver,
  managedFieldsOf,
  ourFields,
} from '../deploy/managedFields';

/** Whose the workload will be. */
export type Ownership = Pick<
  ReturnType<typeof catalogMetadata>,
  'entityId' | 'annotations'
>;

/** A live object as it will be when the installer's marks have gone. */
export function withoutMarks(object: KubernetesObject): KubernetesObject {
  const { labels, annotations } = object.metadata;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(labels && { labels: withoutHelm(labels) }),
      ...(annotations && { annotations: withoutHelm(annotations) }),
    },
  };
}

function withoutHelm(map: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).filter(
      ([key]) => key !== 'helm.sh/chart' && !key.startsWith('meta.helm.sh/'),
    ),
  );
}

/**
 * A live object as the suite applies it to take it over: what the installer
 * set, as it is now, and of the object's own metadata whose it is. Nothing of
 * its specification changes, and so no pod does.
 */
export function adoptedObject(
  kind: Kind,
  live: KubernetesObject,
  { entityId, annotations }: Ownership,
): KubernetesObject {
  const { name, namespace } = live.metadata;
  const fields = ourFields(handedOver(managedFieldsOf(live), live.apiVersion));
  const isOwned = Object.keys(fields).length > 0;
  const { metadata, ...owned } = (isOwned ? ownedPart(live, fields) : {}) as {
    metadata?: KubernetesObject['metadata'];
  };
  const kept = {
    ...withoutHelm(metadata?.annotations),
    ...(isWorkload(kind) && annotations),
  };
  return {
    ...owned,
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: {
      name,
      namespace,
      labels: {
        ...withoutHelm(metadata?.labels),
        'app.kubernetes.io/managed-by': MANAGED_BY,
        'app.kubernetes.io/instance': name,
        ...(entityId && { [KUBERNETES_ID_LABEL]: entityId }),
      },
      ...(Object.keys(kept).length > 0 && { annotations: kept }),
    },
  };
}

/**
 * The part of an object whose fields are in a set: what to apply so that the
 * owner of the set goes on owning just these, with the values they have.
 *
 * Source of the notation: "FieldsV1" in Kubernetes' API reference: `f:` names a
 * field, `k:` an item of a list by its keys, `v:` one by its value; an element
 * without parts is owned whole, and `.` stands for the element itself.
 */
export function ownedPart(value: unknown, fields: FieldsV1): unknown {
  if (Object.keys(fields).length === 0) {
    return value;
  }
  const parts = Object.entries(fields).filter(([element]) => element !== '.');
  if (Array.isArray(value)) {
    return value.flatMap(item => ownedItem(item, parts));
  }
  return isMap(value)
    ? Object.fromEntries(
        parts
          .map(([element, part]) => [element.slice(2), part] as const)
          .filter(([name]) => Object.hasOwn(value, name))
          .map(([name, part]) => [name, ownedPart(value[name], part)]),
      )
    : value;
}

/** An item as far as it is owned, always with the keys it is known by. */
function ownedItem(item: unknown, parts: [string, FieldsV1][]): unknown[] {
  for (const [element, part] of parts) {
    const mark = JSON.parse(element.slice(2));
    if (element.startsWith('v:') && isDeepStrictEqual(item, mark)) {
      return [item];
    }
    if (element.startsWith('k:') && isMap(item) && hasKeys(item, mark)) {
      const owned = ownedPart(item, part);
      return [isMap(owned) ? { ...mark, ...owned } : item];
    }
  }
  return [];
}

function hasKeys(item: ValuesMap, keys: ValuesMap): boolean {
  return Object.entries(keys).every(([name, key]) =>
    isDeepStrictEqual(item[name], key),
  );
}
