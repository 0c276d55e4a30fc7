import { isDeepStrictEqual } from 'node:util';
import {
  FIELD_MANAGER,
  isMap,
  Manifest,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';

/** Fields of an object, as `metadata.managedFields` writes them. */
export interface FieldsV1 {
  [element: string]: FieldsV1;
}

/** Who owns which fields. */
export interface ManagedFieldsEntry {
  manager?: string;
  operation?: string;
  apiVersion?: string;
  time?: string;
  subresource?: string;
  fieldsType?: string;
  fieldsV1?: FieldsV1;
}

/** Marks by which Helm, or whatever runs it, is known. */
const HELM_LABELS = ['f:helm.sh/chart'];
const HELM_ANNOTATIONS = [
  'f:meta.helm.sh/release-name',
  'f:meta.helm.sh/release-namespace',
];

export function managedFieldsOf({
  metadata,
}: KubernetesObject): ManagedFieldsEntry[] {
  const { managedFields } = metadata as {
    managedFields?: ManagedFieldsEntry[];
  };
  return managedFields ?? [];
}

/** Whether an entry is of the suite's server-side apply. */
export function isOurs({
  manager,
  operation,
  subresource,
}: ManagedFieldsEntry): boolean {
  return manager === FIELD_MANAGER && operation === 'Apply' && !subresource;
}

/**
 * Whether an entry is of who installed the release: `helm`, or another program
 * with Helm in it, which is known by the marks that it has set.
 */
function isInstaller(entry: ManagedFieldsEntry): boolean {
  if (isOurs(entry) || entry.subresource) {
    return false;
  }
  const { 'f:labels': labels = {}, 'f:annotations': annotations = {} } =
    entry.fieldsV1?.['f:metadata'] ?? {};
  return (
    entry.manager === 'helm' ||
    HELM_LABELS.some(mark => mark in labels) ||
    HELM_ANNOTATIONS.some(mark => mark in annotations)
  );
}

function union(a: FieldsV1, b: FieldsV1): FieldsV1 {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...keys].map(key => [key, union(a[key] ?? {}, b[key] ?? {})]),
  );
}

/**
 * The same fields, with what the installer owns in the hands of the suite's
 * server-side apply. Only then can a later submission remove a field that it
 * does not have any more.
 *
 * Entries of other versions of the API stay, since their fields may have other
 * names.
 *
 * Source of the way: "Migration from client-side apply to server-side apply"
 * in Kubernetes' documentation, and `csaupgrade` of client-go.
 *
 * @returns the same list when there is nothing to hand over
 */
export function handedOver(
  entries: ManagedFieldsEntry[],
  apiVersion: string | undefined,
): ManagedFieldsEntry[] {
  const giving = entries.filter(
    entry => isInstaller(entry) && entry.apiVersion === apiVersion,
  );
  if (giving.length === 0) {
    return entries;
  }
  const mine = entries.find(isOurs);
  return [
    ...entries.filter(entry => entry !== mine && !giving.includes(entry)),
    {
      manager: FIELD_MANAGER,
      operation: 'Apply',
      apiVersion,
      time: giving[0].time,
      fieldsType: 'FieldsV1',
      fieldsV1: [...(mine ? [mine] : []), ...giving]
        .map(({ fieldsV1 }) => fieldsV1 ?? {})
        .reduce(union),
    },
  ];
}

/** Fields that the suite's server-side apply owns. */
export function ourFields(entries: ManagedFieldsEntry[]): FieldsV1 {
  return entries.find(isOurs)?.fieldsV1 ?? {};
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

/** Labels of an object whose last word a server-side apply of a manager had. */
function labelsOwnedBy(
  manager: string,
  object: KubernetesObject,
): Record<string, string> {
  const owned = managedFieldsOf(object)
    .filter(entry => entry.manager === manager && entry.operation === 'Apply')
    .flatMap(({ fieldsV1 }) =>
      Object.keys(fieldsV1?.['f:metadata']?.['f:labels'] ?? {}),
    );
  return Object.fromEntries(
    Object.entries(object.metadata.labels ?? {}).filter(([label]) =>
      owned.includes(`f:${label}`),
    ),
  );
}

/**
 * The field manager under which a workload sets labels of its namespace. A
 * namespace is of several workloads: each has a manager of its own there, so
 * that one does not take away the labels that another has set, and two that
 * disagree are in conflict.
 *
 * @param workload - its name
 */
export function namespaceManager(workload: string): string {
  return `${FIELD_MANAGER}-${workload}`;
}

/**
 * The manifests with the labels in their Namespace that the workload has set
 * before and asks for no more. The others in the namespace count on them by
 * now, and server-side apply takes away what its manager leaves out. Labels
 * that somebody else has set or taken over meanwhile are left to them.
 *
 * @param workload - its name
 * @param live - the Namespace as it is
 */
export function withLabelsSetBefore(
  manifests: Manifest[],
  workload: string,
  live: KubernetesObject | undefined,
): Manifest[] {
  const before = live ? labelsOwnedBy(namespaceManager(workload), live) : {};
  return manifests.map(manifest =>
    manifest.kind === 'Namespace'
      ? {
          ...manifest,
          metadata: {
            ...manifest.metadata,
            labels: { ...before, ...manifest.metadata.labels },
          },
        }
      : manifest,
  );
}
