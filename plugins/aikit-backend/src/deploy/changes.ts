import { isDeepStrictEqual } from 'node:util';
import {
  INFERENCE_ANNOTATION,
  ObjectChange,
  SUBMITTED_BY_ANNOTATION,
  SubmittedObject,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { concealed } from './conceal';
import { apiVersionOf, Kind } from './kinds';

/** Metadata that the API server keeps by itself, and the status likewise. */
const BOOKKEEPING = [
  'managedFields',
  'resourceVersion',
  'generation',
  'uid',
  'creationTimestamp',
];

function substance({ status, metadata, ...object }: KubernetesObject) {
  const kept = Object.entries(metadata).filter(
    ([field]) => !BOOKKEEPING.includes(field),
  );
  return { ...object, metadata: Object.fromEntries(kept) };
}

/**
 * Whether nothing differs but what the portal remembers of the submission: that
 * alone changes nothing that runs.
 */
function isSame(before: KubernetesObject, after: KubernetesObject): boolean {
  const [one, other] = [before, after].map(object => {
    const { annotations, ...metadata } = object.metadata;
    const {
      [INFERENCE_ANNOTATION]: _,
      [SUBMITTED_BY_ANNOTATION]: __,
      ...others
    } = annotations ?? {};
    return [substance({ ...object, metadata }), others];
  });
  return isDeepStrictEqual(one, other);
}

/**
 * What an apply has done to an object.
 *
 * @param before - absent when there was none
 */
export function appliedChange(
  kind: Kind,
  before: KubernetesObject | undefined,
  after: KubernetesObject,
): ObjectChange {
  const changed = before && isSame(before, after) ? 'unchanged' : 'updated';
  return describe(kind, after.metadata.name, before ? changed : 'created');
}

/**
 * What an apply would do to an object, with the object before and after.
 *
 * @param before - absent when there is none
 */
export function triedChange(
  kind: Kind,
  before: KubernetesObject | undefined,
  after: KubernetesObject,
): SubmittedObject {
  const [one, other] = [before && substance(before), substance(after)];
  return {
    ...appliedChange(kind, before, after),
    ...(one && { before: concealed(one, other) }),
    after: concealed(other, one),
  };
}

/** What a deletion has done to an object. */
export function deletedChange(kind: Kind, name: string): ObjectChange {
  return describe(kind, name, 'deleted');
}

/** What a deletion would do to an object, with the object as it is. */
export function triedDeletion(
  kind: Kind,
  before: KubernetesObject,
): SubmittedObject {
  return {
    ...deletedChange(kind, before.metadata.name),
    before: concealed(substance(before)),
  };
}

function describe(
  kind: Kind,
  name: string,
  change: ObjectChange['change'],
): ObjectChange {
  return { apiVersion: apiVersionOf(kind), kind, name, change };
}

/** `LeaderWorkerSet chat (created), Service chat (unchanged)`. */
export function listChanges(changes: ObjectChange[]): string {
  return changes
    .map(({ kind, name, change }) => `${kind} ${name} (${change})`)
    .join(', ');
}
