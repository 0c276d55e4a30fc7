import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';
import { ObjectApi } from '../api/objectApi';
import { ControllerRevision, Pod, StatefulSet } from '../objects/kinds';
import { CONTROLLER_REVISIONS } from '../objects/resourceTypes';
import { controlled, controllerRef } from './pods';
import { revisionOf } from './statefulSetPods';
import { templateFingerprint, templateHash } from './templateHash';

const HASH = 'controller.kubernetes.io/hash';

/** A template that a set has, or had. */
export interface Revision {
  /** Of its ControllerRevision. */
  name: string;
  template: IPodTemplateSpec;
}

/** What a set's pods are made from. */
export interface Revisions {
  /** What all pods were made from when the last update was complete. */
  current: Revision;
  /** The set's template as it is now. */
  update: Revision;
  /** How often the name of a revision was taken. */
  collisionCount: number;
}

const templates = new WeakMap<
  ControllerRevision['data'] & object,
  IPodTemplateSpec
>();

/** The template in a revision, which is kept as a patch of its set. */
function templateOf({ data }: ControllerRevision): IPodTemplateSpec {
  const patch = data as { spec: { template: IPodTemplateSpec } };
  const known = templates.get(patch);
  if (known) {
    return known;
  }
  const { $patch: _directive, ...template } = patch.spec
    .template as IPodTemplateSpec & { $patch?: string };
  templates.set(patch, template);
  return template;
}

/** All revisions of a set, oldest first. */
function listRevisions({ store }: ObjectApi, set: StatefulSet) {
  return controlled<ControllerRevision>(store, set, 'ControllerRevision').sort(
    (a, b) => a.revision - b.revision,
  );
}

/**
 * Finds the revisions of a set, and records its template when it is new.
 *
 * @throws ApiError of the creation of a ControllerRevision
 */
export function syncRevisions(api: ObjectApi, set: StatefulSet): Revisions {
  const all = listRevisions(api, set);
  const newest = all.at(-1);
  const wanted = templateFingerprint(set.spec.template);
  const equal = all.findLast(
    revision => templateFingerprint(templateOf(revision)) === wanted,
  );
  let collisionCount = set.status?.collisionCount ?? 0;
  let update = equal;
  if (equal && equal !== newest) {
    // The set goes back to a template that it had.
    const revision = newest!.revision + 1;
    update = api.update(CONTROLLER_REVISIONS, { ...equal, revision });
  }
  while (!update) {
    update = create(api, set, (newest?.revision ?? 0) + 1, collisionCount);
    collisionCount += update ? 0 : 1;
  }
  const current =
    all.find(({ metadata }) => metadata.name === set.status?.currentRevision) ??
    update;
  return {
    current: asRevision(current),
    update: { name: update.metadata.name, template: set.spec.template },
    collisionCount,
  };
}

function asRevision(revision: ControllerRevision): Revision {
  return { name: revision.metadata.name, template: templateOf(revision) };
}

/** @returns undefined when the name is that of another template */
function create(
  api: ObjectApi,
  set: StatefulSet,
  revision: number,
  collisions: number,
): ControllerRevision | undefined {
  const { template } = set.spec;
  const { namespace, name: prefix, annotations } = set.metadata;
  const hash = templateHash(template, collisions);
  const name = `${prefix}-${hash}`;
  const existing = api.store.get(CONTROLLER_REVISIONS, namespace, name);
  if (existing) {
    const same =
      templateFingerprint(templateOf(existing)) ===
      templateFingerprint(template);
    return same ? existing : undefined;
  }
  const labels = template.metadata?.labels as Record<string, string>;
  return api.create(CONTROLLER_REVISIONS, {
    metadata: {
      name,
      namespace,
      labels: { ...labels, [HASH]: hash },
      ...(annotations && { annotations }),
      ownerReferences: [controllerRef(set)],
    },
    data: { spec: { template: { ...template, $patch: 'replace' } } },
    revision,
  });
}

/** Deletes the oldest revisions that nothing needs, beyond the set's limit. */
export function forgetRevisions(
  api: ObjectApi,
  set: StatefulSet,
  pods: Pod[],
  { current, update }: Revisions,
) {
  const all = listRevisions(api, set);
  const { revisionHistoryLimit = 10 } = set.spec;
  if (all.length <= revisionHistoryLimit) {
    return;
  }
  const live = new Set([current.name, update.name, ...pods.map(revisionOf)]);
  const past = all.filter(({ metadata }) => !live.has(metadata.name));
  past
    .slice(0, Math.max(0, past.length - revisionHistoryLimit))
    .forEach(({ metadata }) => api.delete(CONTROLLER_REVISIONS, metadata));
}
