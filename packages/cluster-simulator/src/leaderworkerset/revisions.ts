import { isDeepStrictEqual } from 'node:util';
import { ObjectApi } from '../api/objectApi';
import { controlled, controllerRef } from '../controllers/pods';
import { ControllerRevision } from '../objects/kinds';
import { CONTROLLER_REVISIONS } from '../objects/resourceTypes';
import { ObjectStore } from '../store/objectStore';
import { canonicalTemplate } from './canonicalTemplate';
import {
  labelOf,
  LABELS,
  LeaderWorkerSet,
  LeaderWorkerSetSpec,
  LeaderWorkerTemplate,
} from './types';

interface RevisionData {
  spec: Pick<LeaderWorkerSetSpec, 'leaderWorkerTemplate' | 'networkConfig'>;
}

// Without vowels, so that no hash is a word.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** What makes a new revision when it changes: a patch that restores it. */
function dataOf({ spec }: LeaderWorkerSet): RevisionData {
  const replacing = { $patch: 'replace' };
  const template = canonicalTemplate(spec.leaderWorkerTemplate);
  return {
    spec: {
      leaderWorkerTemplate: { ...template, ...replacing },
      networkConfig: { ...spec.networkConfig, ...replacing },
    },
  };
}

/** JSON as Go writes it: fields in order, and safe within HTML. */
function goJson(value: unknown): string {
  const sorted = (_key: string, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part;
  return JSON.stringify(value, sorted).replace(
    /[<>&]/g,
    sign => `\\u00${sign.charCodeAt(0).toString(16)}`,
  );
}

/** The key of a revision: FNV-1 of its data, each decimal digit by a letter. */
export function revisionHash(data: unknown): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(goJson(data))) {
    hash = Math.imul(hash, 0x01000193) ^ byte;
  }
  return [...String(hash >>> 0)]
    .map(digit => ALPHABET[digit.charCodeAt(0) % ALPHABET.length])
    .join('');
}

/** The revisions of a LeaderWorkerSet, the latest first. */
function revisionsOf(
  store: ObjectStore,
  lws: LeaderWorkerSet,
): ControllerRevision[] {
  return controlled<ControllerRevision>(store, lws, 'ControllerRevision').sort(
    (a, b) => b.revision - a.revision,
  );
}

/** The revision with a key, if there is one. */
export function findRevision(
  store: ObjectStore,
  lws: LeaderWorkerSet,
  key: string | undefined,
): ControllerRevision | undefined {
  return key === undefined
    ? undefined
    : revisionsOf(store, lws).find(one => labelOf(one, 'revision') === key);
}

/** Whether a LeaderWorkerSet is still as it was in a revision. */
export function isCurrent(
  lws: LeaderWorkerSet,
  { data }: ControllerRevision,
): boolean {
  return isDeepStrictEqual(dataOf(lws), data);
}

/**
 * Keeps a LeaderWorkerSet as it is now.
 *
 * @param key - when it is not the hash
 * @throws ApiError as `ObjectApi.create`
 */
export function createRevision(
  api: ObjectApi,
  lws: LeaderWorkerSet,
  key?: string,
): ControllerRevision {
  const { namespace, name } = lws.metadata;
  const [latest] = revisionsOf(api.store, lws);
  const revision = (latest?.revision ?? 0) + 1;
  const data = dataOf(lws);
  const hash = revisionHash(data);
  return api.create(CONTROLLER_REVISIONS, {
    metadata: {
      namespace,
      name: `${name}-${hash}-${revision}`,
      labels: { [LABELS.name]: name, [LABELS.revision]: key ?? hash },
      ownerReferences: [controllerRef(lws)],
    },
    data: data as unknown as ControllerRevision['data'],
    revision,
  });
}

/** The template that a revision keeps. */
export function templateOf({ data }: ControllerRevision): LeaderWorkerTemplate {
  return (data as unknown as RevisionData).spec.leaderWorkerTemplate;
}

/** Removes all revisions but those with a key. */
export function removeOtherRevisions(
  api: ObjectApi,
  lws: LeaderWorkerSet,
  key: string,
) {
  for (const revision of revisionsOf(api.store, lws)) {
    if (labelOf(revision, 'revision') !== key) {
      api.delete(CONTROLLER_REVISIONS, revision.metadata);
    }
  }
}
