import {
  aikitClusterReadPermission,
  aikitNamespaceLabelPermission,
  aikitReleaseReadPermission,
  aikitWorkloadApprovePermission,
  aikitWorkloadAssignPermission,
  aikitWorkloadDeletePermission,
  aikitWorkloadReadPermission,
  aikitWorkloadUpdatePermission,
  WORKLOAD_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';
import { AikitPlace } from '@aikit-backstage/plugin-aikit-node';
import { ConflictError, NotAllowedError } from '@backstage/errors';

/** What each permission is for, as `You may not …` goes on. */
const DEEDS: Record<string, string> = {
  [aikitWorkloadReadPermission.name]: 'see workloads',
  [aikitWorkloadUpdatePermission.name]: 'change workloads',
  [aikitWorkloadApprovePermission.name]: 'approve workloads',
  [aikitWorkloadDeletePermission.name]: 'remove workloads',
  [aikitNamespaceLabelPermission.name]: 'set labels of a namespace',
  [aikitReleaseReadPermission.name]: 'see Helm releases',
  [aikitClusterReadPermission.name]: 'see the clusters',
};

/** Where something is, in words. */
export function whereabouts({ cluster, namespace }: AikitPlace): string {
  return `in namespace ${namespace} of cluster '${cluster}'`;
}

/** @param more - of whom or where, as a phrase */
export function refused(
  permission: { name: string },
  more = '',
): NotAllowedError {
  const deed = `${DEEDS[permission.name]} ${more}`.trim();
  return new NotAllowedError(
    `You may not ${deed}: the permission ${permission.name} is needed`,
  );
}

/** The entity of a workload has other owners in the catalog. */
export function ofOtherOwner(
  entityRef: string,
  owner: string | undefined,
): NotAllowedError {
  return new NotAllowedError(
    `The workload belongs to ${owner}, whom the catalog does not have as an owner of ${entityRef}: only ${owner} may change or remove it, or who has the permission ${aikitWorkloadAssignPermission.name}`,
  );
}

/** The same words whatever it is that is missing: what is there stays untold. */
export function notAdmitted(
  permission: { name: string },
  entityRef: string,
  where: AikitPlace,
): NotAllowedError {
  return new NotAllowedError(
    `You may not submit a workload of ${entityRef} ${whereabouts(
      where,
    )}: the permission ${permission.name} is needed there, and ${
      aikitWorkloadUpdatePermission.name
    } on an entity that the catalog has`,
  );
}

/** @param what - the object that is there, in words; likewise below */
export function ofNoEntity(what: string, entityRef: string): ConflictError {
  return new ConflictError(
    `${what} belongs to no entity, and so nobody's permission decides about it: choose another name, or have it say in its annotation ${WORKLOAD_ANNOTATIONS.entityRef} that it belongs to ${entityRef}, where its manifests come from`,
  );
}

/** @param other - the entity, or words for it, that it belongs to */
export function ofOtherEntity(
  what: string,
  other: string,
  entityRef: string,
): ConflictError {
  return new ConflictError(
    `${what} belongs to ${other}, not to ${entityRef}: choose another name, or remove it first`,
  );
}

/** While the catalog lacks an entity, its workload is its owner's alone. */
export function ofAbsentEntity(
  what: string,
  entityRef: string,
): NotAllowedError {
  return new NotAllowedError(
    `${what} belongs to ${entityRef}, which is not in the catalog yet, and until then only its owner may change it`,
  );
}
