import { ApiError } from '../api/apiError';
import { KubeObject, ManagedFieldsEntry } from '../objects/types';
import { Schema } from '../resources/schema';
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
import { compare, fieldsOf, without } from './fieldTree';
import { merge } from './merge';

/** A field manager, and how it sets fields. */
type Manager = Omit<ManagedFieldsEntry, 'fieldsType' | 'fieldsV1'>;

type Owner = Manager & { fields: FieldSet };

/** A write, as far as it decides who owns what. */
export interface Edit {
  /** With the time of the write. */
  manager: Manager;
  schema: Schema;
  /** What of an object can be set in this way. */
  settable: (object: object) => object;
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
  { manager, schema, settable }: Edit,
  before: object,
  after: KubeObject,
  entries: ManagedFieldsEntry[],
): ManagedFieldsEntry[] {
  const { changed, removed } = compare(
    schema,
    settable(before),
    settable(after),
  );
  const { mine, others } = ownersOf(manager, entries);
  const set = difference(changed, NOT_OWNED);
  const kept = difference(mine?.fields ?? new Set(), changed, removed);
  const time = set.size > 0 ? manager.time : mine?.time;
  const fields = union(kept, set);
  return toEntries({ ...manager, time, fields }, others, changed, removed);
}

/**
 * Server-side apply: sets what is applied, and removes what the same manager
 * had applied before and nobody owns any more.
 *
 * @param live - the stored object, an empty one when there is none
 * @throws ApiError 409 when others own fields with other values, unless forced
 */
export function applyTo(
  { manager, schema, settable }: Edit,
  live: Partial<KubeObject>,
  applied: object,
  force?: boolean,
): { object: KubeObject; managedFields: ManagedFieldsEntry[] } {
  const entries = live.metadata?.managedFields ?? [];
  const { mine, others } = ownersOf(manager, entries);
  const set = fieldsOf(schema, settable(applied));
  const owned = union(set, ...others.map(owner => owner.fields));
  const gone = difference(
    withParents(mine?.fields ?? new Set()),
    withParents(owned),
  );
  const merged = merge(schema, live, applied, true);
  const object = without(schema, merged, gone) as KubeObject;
  const { changed, removed } = compare(
    schema,
    settable(live),
    settable(object),
  );
  if (!force) {
    checkConflicts(others, changed);
  }
  // As in the real API server: an apply that changes nothing has no time.
  const isChanged = changed.size + removed.size > 0;
  const time = isChanged ? manager.time : mine?.time;
  const fields = difference(set, NOT_OWNED);
  const me = { ...manager, time, fields };
  return { object, managedFields: toEntries(me, others, changed, removed) };
}

function checkConflicts(others: Owner[], changed: FieldSet) {
  const conflicts = others
    .map(owner => ({
      who: described(owner),
      fields: [...owner.fields].filter(path => changed.has(path)).sort(),
    }))
    .filter(({ fields }) => fields.length > 0);
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
  const list = conflicts.flatMap(({ who, fields }) => [
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

/** An applier has one entry, whatever the version. */
function identityOf(owner: Manager): string {
  const { manager, operation, subresource, apiVersion } = owner;
  const version = operation === 'Apply' ? '' : apiVersion;
  return JSON.stringify([manager, operation, subresource, version]);
}

function ownersOf(manager: Manager, entries: ManagedFieldsEntry[]) {
  const owners = entries.map(({ fieldsV1, fieldsType, ...entry }): Owner => {
    return { ...entry, fields: fromFieldsV1(fieldsV1) };
  });
  const mine = owners.find(one => identityOf(one) === identityOf(manager));
  return { mine, others: owners.filter(owner => owner !== mine) };
}

/** @param taken - what the others do not own any more */
function toEntries(
  mine: Owner,
  others: Owner[],
  ...taken: FieldSet[]
): ManagedFieldsEntry[] {
  const order = ({ operation, time = '', manager }: Owner) =>
    [operation, time, manager].join(' ');
  return others
    .map(owner => ({ ...owner, fields: difference(owner.fields, ...taken) }))
    .concat(mine)
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

/** Whether anybody owns the field at a path such as `spec.replicas`. */
export function owns(entries: ManagedFieldsEntry[], path: string): boolean {
  const field = pathOf(path);
  return entries.some(({ fieldsV1 }) => fromFieldsV1(fieldsV1).has(field));
}
