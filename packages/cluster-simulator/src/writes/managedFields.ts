import { ApiError } from '../api/apiError';
import { KubeObject, ManagedFieldsEntry } from '../objects/types';
import {
  difference,
  FieldSet,
  fromFieldsV1,
  pathOf,
  pathText,
  toFieldsV1,
  union,
  withParents,
} from './fieldSet';
import { compare, fieldsOf, merge, Scope, without } from './fieldTree';

/** Somebody who sets fields, and how. */
export type Manager = Pick<
  ManagedFieldsEntry,
  'manager' | 'operation' | 'apiVersion' | 'subresource'
>;

interface Owner extends Manager {
  fields: FieldSet;
  time?: string;
}

/** A write, as far as it decides who owns what. */
export interface Edit extends Scope {
  manager: Manager;
  time: string;
}

/** Fields that nobody owns. */
const NOT_OWNED = new Set(
  [
    'apiVersion',
    'kind',
    'metadata',
    'metadata.name',
    'metadata.namespace',
    'metadata.creationTimestamp',
    'metadata.uid',
    'metadata.generation',
    'metadata.managedFields',
    'metadata.resourceVersion',
  ].map(pathOf),
);

/**
 * Who owns which fields after an object is created or changed.
 *
 * @param before - an empty object when it is created
 */
export function ownersAfterUpdate(
  edit: Edit,
  before: object,
  after: KubeObject,
  entries: ManagedFieldsEntry[],
): ManagedFieldsEntry[] {
  const { changed, removed } = compare(edit, before, after);
  const owners = entries
    .map(toOwner)
    .map(owner => lacking(owner, changed, removed));
  const mine = owners.find(owner => isSame(owner, edit.manager));
  const fields = difference(changed, NOT_OWNED);
  return toEntries([
    ...owners.filter(owner => owner !== mine),
    {
      ...edit.manager,
      time: fields.size > 0 ? edit.time : mine?.time,
      fields: union(mine?.fields ?? new Set(), fields),
    },
  ]);
}

/**
 * Server-side apply: sets what is applied, and removes what the same manager
 * had applied before and nobody owns any more.
 *
 * @param live - the stored object, an empty one when there is none
 * @throws ApiError 409 when others own fields with other values, unless forced
 */
export function applyTo(
  edit: Edit,
  live: Partial<KubeObject>,
  applied: object,
  force?: boolean,
): { object: KubeObject; managedFields: ManagedFieldsEntry[] } {
  const { schema, manager } = edit;
  const owners = (live.metadata?.managedFields ?? []).map(toOwner);
  const mine = owners.find(owner => isSame(owner, manager));
  const others = owners.filter(owner => owner !== mine);
  const fields = fieldsOf(edit, applied);
  const owned = union(fields, ...others.map(owner => owner.fields));
  const gone = difference(
    withParents(mine?.fields ?? new Set()),
    withParents(owned),
  );
  const merged = merge(schema, live, applied);
  const object = without(schema, merged, gone) as KubeObject;
  const { changed, removed } = compare(edit, live, object);
  if (!force) {
    checkConflicts(others, changed);
  }
  const isChanged = changed.size + removed.size > 0;
  return {
    object,
    managedFields: toEntries([
      ...others.map(owner => lacking(owner, changed, removed)),
      {
        ...manager,
        // As in the real API server: what changes nothing has no time.
        time: isChanged ? edit.time : mine?.time,
        fields: difference(fields, NOT_OWNED),
      },
    ]),
  };
}

function lacking(owner: Owner, ...taken: FieldSet[]): Owner {
  return { ...owner, fields: difference(owner.fields, ...taken) };
}

function checkConflicts(others: Owner[], changed: FieldSet) {
  const conflicts = others.map(owner => ({
    who: described(owner),
    fields: [...owner.fields].filter(path => changed.has(path)).sort(),
  }));
  const causes = conflicts.flatMap(({ who, fields }) =>
    fields.map(path => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${who}`,
      field: pathText(path),
    })),
  );
  if (causes.length === 0) {
    return;
  }
  const [only] = causes;
  const list = conflicts
    .filter(({ fields }) => fields.length > 0)
    .flatMap(({ who, fields }) => [
      `conflicts with ${who}:`,
      ...fields.map(path => `- ${pathText(path)}`),
    ]);
  const what =
    causes.length === 1
      ? `1 conflict: ${only.message}: ${only.field}`
      : `${causes.length} conflicts: ${list.join('\n')}`;
  const message = `Apply failed with ${what}`;
  throw new ApiError(409, 'Conflict', message, { causes });
}

function described({ manager, operation, subresource, apiVersion }: Owner) {
  const part = subresource ? ` with subresource "${subresource}"` : '';
  const using = operation === 'Update' ? ` using ${apiVersion}` : '';
  return `"${manager}"${part}${using}`;
}

/** Who applies has one entry, whatever the version. */
function isSame(owner: Manager, manager: Manager): boolean {
  return (
    owner.manager === manager.manager &&
    owner.operation === manager.operation &&
    owner.subresource === manager.subresource &&
    (owner.operation === 'Apply' || owner.apiVersion === manager.apiVersion)
  );
}

function toOwner({ fieldsV1, ...entry }: ManagedFieldsEntry): Owner {
  return { ...entry, fields: fromFieldsV1(fieldsV1) };
}

function toEntries(owners: Owner[]): ManagedFieldsEntry[] {
  const order = ({ operation, time = '', manager }: Owner) =>
    [operation, time, manager].join(' ');
  return owners
    .filter(({ fields }) => fields.size > 0)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map(({ fields, manager, operation, apiVersion, time, subresource }) => ({
      manager,
      operation,
      apiVersion,
      ...(time && { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(fields),
      ...(subresource && { subresource }),
    }));
}

/** Whether anybody owns the field at a path such as `.spec.replicas`. */
export function owns(entries: ManagedFieldsEntry[], path: string): boolean {
  const field = pathOf(path);
  return entries.some(entry => toOwner(entry).fields.has(field));
}
