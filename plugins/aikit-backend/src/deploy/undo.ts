import { isDeepStrictEqual } from 'node:util';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { Kind } from './kinds';
import {
  FieldsV1,
  managedFieldsOf,
  ManagedFieldsEntry,
  ownedPart,
} from './managedFields';
import { NOT_THERE } from './plan';
import { WorkloadObjects } from './WorkloadObjects';

/** An object as it was before it was changed. */
interface Former {
  kind: Kind;
  before: KubernetesObject;
}

/**
 * Takes back that an object was made.
 *
 * @param made - the object; nothing when the answer was lost
 * @throws Error when it is there, and who has made it is not known
 */
export async function unmake(
  objects: WorkloadObjects,
  kind: Kind,
  made: KubernetesObject | undefined,
): Promise<void> {
  if (made) {
    await objects.delete(kind, { dryRun: false, uid: made.metadata.uid });
  } else if (await objects.find(kind)) {
    throw new Error(
      `there is a ${kind} now, and whether this submission has made it is not known`,
    );
  }
}

/**
 * Takes back that an object was changed: what the suite had in it is applied
 * again as it was. What was taken from others by force is given back to them.
 */
export async function restore(
  objects: WorkloadObjects,
  { kind, before, force }: Former & { force: boolean },
): Promise<void> {
  const { uid } = before.metadata;
  const entries = managedFieldsOf(before);
  const ours = entries.find(entry => objects.isOurs(kind, entry));
  const apply = (fields: FieldsV1 | undefined, manager?: string) =>
    objects.apply(kind, part(before, fields, { uid }), {
      dryRun: false,
      force,
      manager,
    });
  let now = await apply(ours?.fieldsV1);
  if (!force) {
    return;
  }
  for (const entry of entries.filter(other => other !== ours)) {
    if (!entry.subresource && !has(now, entry)) {
      now = await apply(entry.fieldsV1, entry.manager);
    }
  }
}

/** Takes back that an object was deleted: what the suite had in it is made again. */
export async function remake(
  objects: WorkloadObjects,
  { kind, before }: Former,
): Promise<void> {
  const there = await objects.find(kind);
  if (there && there.metadata.uid === before.metadata.uid) {
    return;
  }
  const ours = managedFieldsOf(before).find(entry =>
    objects.isOurs(kind, entry),
  );
  await objects.apply(
    kind,
    part(before, ours?.fieldsV1, { resourceVersion: NOT_THERE }),
    { dryRun: false, force: false },
  );
}

/** What an owner of fields has in an object, for the owner to apply it. */
function part(
  object: KubernetesObject,
  fields: FieldsV1 = {},
  precondition: Pick<KubernetesObject['metadata'], 'uid' | 'resourceVersion'>,
): KubernetesObject {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace } = metadata;
  // No fields would mean all of them.
  const owned = (
    Object.keys(fields).length > 0 ? ownedPart(object, fields) : {}
  ) as Partial<KubernetesObject>;
  return {
    ...owned,
    apiVersion,
    kind,
    metadata: { ...owned.metadata, ...precondition, name, namespace },
  };
}

function has(object: KubernetesObject, entry: ManagedFieldsEntry): boolean {
  return managedFieldsOf(object).some(
    ({ manager, operation, subresource, fieldsV1 }) =>
      manager === entry.manager &&
      operation === entry.operation &&
      !subresource &&
      isDeepStrictEqual(fieldsV1, entry.fieldsV1),
  );
}
