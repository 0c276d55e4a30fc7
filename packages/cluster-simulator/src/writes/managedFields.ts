import { ApiError, badRequest } from '../api/apiError';
import { KubeObject, ManagedFieldsEntry } from '../objects/types';
import { FieldSchema } from '../resources/fieldSchema';
import {
  difference,
  elementsOf,
  FieldSet,
  filter,
  fromFieldsV1,
  intersection,
  pathText,
  pathTo,
  toFieldsV1,
  union,
  withDeclaredParents,
} from './fieldSet';
import { compare, Comparison, fieldsOf, merge, without } from './fieldTree';

/** Somebody who sets fields, and how. */
export type Manager = Pick<
  ManagedFieldsEntry,
  'manager' | 'operation' | 'apiVersion' | 'subresource'
>;

interface Owner extends Manager {
  fields: FieldSet;
  time?: string;
}

/** What of an object is looked at. */
export interface Scope {
  schema: FieldSchema;
  /** Whether a field, by its path, can be set at all in this way. */
  isSettable: (path: string) => boolean;
}

function fieldPath(path: string): string {
  return path
    .split('.')
    .filter(Boolean)
    .reduce((parent, name) => pathTo(parent, `f:${name}`), '');
}

/** Fields that nobody owns. */
const NOT_OWNED = new Set(
  [
    ...['apiVersion', 'kind', 'metadata'],
    ...[
      'name',
      'namespace',
      'creationTimestamp',
      'selfLink',
      'uid',
      'generation',
      'managedFields',
      'resourceVersion',
    ].map(field => `metadata.${field}`),
  ].map(fieldPath),
);

/** Who owns which fields after an object is created or changed. */
export function ownersAfterUpdate(
  scope: Scope,
  before: object,
  after: KubeObject,
  entries: ManagedFieldsEntry[],
  manager: Manager,
  time: string,
): ManagedFieldsEntry[] {
  const { changed, removed } = changes(scope, before, after);
  const owners = entries.map(toOwner).map(owner => ({
    ...owner,
    fields: difference(owner.fields, union(changed, removed)),
  }));
  const fields = difference(changed, NOT_OWNED);
  if (fields.size > 0) {
    setOwner(owners, { ...manager, time, fields }, union);
  }
  return toEntries(owners);
}

/** What becomes of an object to which somebody applies a configuration. */
export interface Applied {
  object: KubeObject;
  managedFields: ManagedFieldsEntry[];
}

/**
 * Server-side apply: sets what is applied, and removes what the same manager
 * had applied before and nobody else owns.
 *
 * @param live - the stored object, an empty one when there is none
 * @throws ApiError 409 when others own fields with other values, unless forced
 */
export function applyTo(
  scope: Scope,
  live: object,
  applied: object,
  entries: ManagedFieldsEntry[],
  manager: Manager,
  { force, time }: { force?: boolean; time: string },
): Applied {
  const owners = entries.map(toOwner);
  const mine = owners.find(owner => isSame(owner, manager));
  const others = owners.filter(owner => owner !== mine);
  const fields = filter(fieldsOf(scope.schema, applied), scope.isSettable);
  const merged = merge(scope.schema, live, applied);
  const owned = union(fields, ...others.map(owner => owner.fields));
  const object = mine
    ? prune(scope.schema, merged, mine.fields, owned)
    : merged;
  const { changed, removed } = changes(scope, live, object as object);
  if (!force) {
    checkConflicts(others, changed);
  }
  const left = others.map(owner => ({
    ...owner,
    fields: difference(owner.fields, union(changed, removed)),
  }));
  const isChanged = changed.size + removed.size > 0;
  setOwner(left, {
    ...manager,
    // As in the real API server: what changes nothing has no time.
    time: isChanged ? time : mine?.time,
    fields: difference(fields, NOT_OWNED),
  });
  return { object: object as KubeObject, managedFields: toEntries(left) };
}

/** @param owned - by others, and by the manager from now on */
function prune(
  schema: FieldSchema,
  merged: unknown,
  last: FieldSet,
  owned: FieldSet,
): unknown {
  const named = (set: FieldSet) => withDeclaredParents(set, schema);
  const all = named(fieldsOf(schema, merged));
  const remains = (gone: FieldSet) =>
    named(fieldsOf(schema, without(schema, merged, gone)));
  const unowned = difference(all, union(remains(named(last)), named(owned)));
  const dropped = difference(all, remains(unowned));
  return without(schema, merged, intersection(dropped, named(last)));
}

function changes(scope: Scope, before: object, after: object): Comparison {
  const comparison = compare(scope.schema, bare(before), bare(after));
  return {
    changed: filter(comparison.changed, scope.isSettable),
    removed: filter(comparison.removed, scope.isSettable),
  };
}

/** Without the record of who owns what. */
function bare(object: { metadata?: object }): object {
  return object.metadata
    ? { ...object, metadata: { ...object.metadata, managedFields: undefined } }
    : object;
}

function checkConflicts(others: Owner[], changed: FieldSet) {
  const conflicts = others
    .map(owner => ({
      who: `"${owner.manager}"${
        owner.subresource ? ` with subresource "${owner.subresource}"` : ''
      }${owner.operation === 'Update' ? ` using ${owner.apiVersion}` : ''}`,
      paths: [...intersection(owner.fields, changed)].sort().map(pathText),
    }))
    .filter(({ paths }) => paths.length > 0)
    .sort((a, b) => (a.who < b.who ? -1 : 1));
  const causes = conflicts.flatMap(({ who, paths }) =>
    paths.map(field => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${who}`,
      field,
    })),
  );
  if (causes.length === 0) {
    return;
  }
  const list = conflicts
    .map(({ who, paths }) =>
      [`conflicts with ${who}:`, ...paths.map(path => `- ${path}`)].join('\n'),
    )
    .join('\n');
  const [only] = causes;
  const message =
    causes.length === 1
      ? `Apply failed with 1 conflict: ${only.message}: ${only.field}`
      : `Apply failed with ${causes.length} conflicts: ${list}`;
  throw new ApiError(409, 'Conflict', message, { causes });
}

function isSame(owner: Manager, manager: Manager): boolean {
  return (
    owner.manager === manager.manager &&
    owner.operation === manager.operation &&
    owner.subresource === manager.subresource &&
    // Who applies has one entry, whatever the version.
    (owner.operation === 'Apply' || owner.apiVersion === manager.apiVersion)
  );
}

/** @param join - with the fields that the manager has already */
function setOwner(
  owners: Owner[],
  owner: Owner,
  join: (...sets: FieldSet[]) => FieldSet = fields => fields,
) {
  const index = owners.findIndex(other => isSame(other, owner));
  if (index < 0) {
    owners.push(owner);
  } else {
    const fields = join(owner.fields, owners[index].fields);
    owners[index] = { ...owner, fields };
  }
}

function toOwner({
  fieldsV1,
  fieldsType,
  ...entry
}: ManagedFieldsEntry): Owner {
  if (fieldsType !== 'FieldsV1') {
    throw badRequest(`invalid fieldsType "${fieldsType}"`);
  }
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

/** Whether a path is in a part of the object: `status`. */
export function isIn(path: string, field: string): boolean {
  return elementsOf(path)[0] === `f:${field}`;
}

/** Whether anybody owns the field at a path such as `.spec.replicas`. */
export function owns(entries: ManagedFieldsEntry[], path: string): boolean {
  const field = fieldPath(path);
  return entries.some(entry => toOwner(entry).fields.has(field));
}
