import {
  concealed,
  FIELD_MANAGER,
  HelmReleaseResponse,
  LEFT_OUT,
  ReleaseTarget,
  ValuesMap,
  withoutSecrets,
  WorkloadKind,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { isKind, isWorkload, Kind, KINDS } from '../deploy/kinds';
import { LiveObject } from '../deploy/WorkloadObjects';
import { adoptedObject, Ownership } from './adoptedObject';
import { ReleaseObject, ReleaseRecord } from './releaseRecord';

/** One object to take over. */
export interface AdoptedObject {
  kind: Kind;
  before: KubernetesObject;
  /** What is applied. */
  object: KubernetesObject;
}

/** What an adoption does. */
export interface Adoption {
  target: WorkloadTarget;
  objects: AdoptedObject[];
  /** Objects of the release that are no part of the workload. */
  surplus: ReleaseObject[];
}

/**
 * What is said of a release. Values that may be secrets are not: an adoption
 * reads them again.
 *
 * @throws ConflictError when it has no workload, or several
 */
export function describeRelease(record: ReleaseRecord): HelmReleaseResponse {
  const { name, chart, revision, status, userValues, values } = record;
  const { name: workload, kind } = workloadOf(record);
  const shown = (some: ValuesMap) =>
    concealed(withoutSecrets(some, LEFT_OUT), LEFT_OUT) as ValuesMap;
  return {
    name,
    chart,
    revision,
    status,
    workload,
    kind,
    userValues: shown(userValues),
    values: shown(values),
  };
}

/**
 * The LeaderWorkerSet or Deployment of a release.
 *
 * @throws ConflictError when it has none, or several
 */
export function workloadOf(record: ReleaseRecord): {
  name: string;
  kind: WorkloadKind;
} {
  const [workload, ...others] = record.objects.filter(
    ({ kind }) => isKind(kind) && isWorkload(kind),
  );
  if (!workload || others.length > 0) {
    throw new ConflictError(
      `Release ${record.name} has ${
        others.length + (workload ? 1 : 0)
      } workloads, and only one can be taken over with its values`,
    );
  }
  return { name: workload.name, kind: workload.kind as WorkloadKind };
}

/**
 * Kinds of a release's objects that are part of the workload, in the order in
 * which they are taken over: what carries the entity comes before the others,
 * as in a submission.
 */
export function adoptedKinds(record: ReleaseRecord, workload: string): Kind[] {
  const own = record.objects.filter(({ name }) => name === workload);
  return KINDS.filter(kind => own.some(object => object.kind === kind));
}

/**
 * @param live - the objects of those kinds, as they are
 * @throws NotFoundError, ConflictError when they cannot be taken over
 */
export function planAdoption(
  { cluster, namespace }: ReleaseTarget,
  record: ReleaseRecord,
  live: LiveObject[],
  ownership: Ownership,
): Adoption {
  const { name, kind } = workloadOf(record);
  const where = `in namespace ${namespace} of cluster '${cluster}'`;
  if (!live.some(object => object.kind === kind)) {
    throw new NotFoundError(
      `Release ${record.name} says that it has the ${kind} ${name}, but there is none ${where}: install it again, or deploy it with the portal`,
    );
  }
  for (const { kind: each, object } of live) {
    assertFree(`${each} ${name} ${where}`, object);
  }
  const kinds = live.map(object => object.kind);
  return {
    target: { cluster, namespace, name },
    objects: live.map(({ kind: each, object }) => ({
      kind: each,
      before: object,
      object: adoptedObject(each, object, ownership),
    })),
    surplus: record.objects.filter(
      object =>
        object.name !== name || !kinds.some(each => each === object.kind),
    ),
  };
}

function assertFree(subject: string, { metadata }: KubernetesObject): void {
  if (metadata.deletionTimestamp) {
    throw new ConflictError(`${subject} is being deleted`);
  }
  const keeper = metadata.labels?.['helm.toolkit.fluxcd.io/name'];
  if (keeper) {
    throw new ConflictError(
      `${subject} is kept by Flux's HelmRelease ${keeper}, which would undo what ${FIELD_MANAGER} does: suspend it and remove its label helm.toolkit.fluxcd.io/name from the object first`,
    );
  }
}
