import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of permissions that are decided by where a workload is, and
 * whose it is: its cluster, its namespace and its owner. The conditions for it
 * are in the node library of the suite.
 *
 * @public
 */
export const RESOURCE_TYPE_AIKIT_PLACE = 'aikit-place';

/**
 * See the workloads of a catalog entity. A permission policy may decide by the
 * entity, with the catalog's own conditions such as `isEntityOwner`.
 *
 * @public
 */
export const aikitWorkloadReadPermission = createPermission({
  name: 'aikit.workload.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Make a workload at a place where there is none of its name yet; and see,
 * change and remove one's own there while the catalog does not have its entity.
 *
 * @public
 */
export const aikitWorkloadCreatePermission = createPermission({
  name: 'aikit.workload.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_AIKIT_PLACE,
});

/**
 * Make, change or take over a workload of an entity that the catalog has.
 *
 * @public
 */
export const aikitWorkloadUpdatePermission = createPermission({
  name: 'aikit.workload.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Remove a workload of an entity.
 *
 * @public
 */
export const aikitWorkloadDeletePermission = createPermission({
  name: 'aikit.workload.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Approve a workload of an entity that is above the size which the policy lets
 * its owner have without an approval.
 *
 * @public
 */
export const aikitWorkloadApprovePermission = createPermission({
  name: 'aikit.workload.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/**
 * Give a workload an owner that one neither is nor belongs to.
 *
 * @public
 */
export const aikitWorkloadAssignPermission = createPermission({
  name: 'aikit.workload.assign',
  attributes: { action: 'update' },
});

/**
 * Take over at a place what the portal did not make, such as a Helm release.
 *
 * @public
 */
export const aikitWorkloadAdoptPermission = createPermission({
  name: 'aikit.workload.adopt',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_AIKIT_PLACE,
});

/**
 * See the Helm releases of a place, with their values.
 *
 * @public
 */
export const aikitReleaseReadPermission = createPermission({
  name: 'aikit.release.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_AIKIT_PLACE,
});

/**
 * Set the pod security labels of a namespace.
 *
 * @public
 */
export const aikitNamespaceLabelPermission = createPermission({
  name: 'aikit.namespace.label',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_AIKIT_PLACE,
});

/**
 * Render manifests with the action `aikit:render`. It names no cluster, so a
 * condition about clusters does not hold.
 *
 * @public
 */
export const aikitRenderPermission = createPermission({
  name: 'aikit.render',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_AIKIT_PLACE,
});

/**
 * See which clusters there are, their state and their accelerators.
 *
 * @public
 */
export const aikitClusterReadPermission = createPermission({
  name: 'aikit.cluster.read',
  attributes: { action: 'read' },
});

/**
 * All permissions of the suite, for `permissionsRegistry.addPermissions`.
 *
 * @public
 */
export const aikitPermissions = [
  aikitWorkloadReadPermission,
  aikitWorkloadCreatePermission,
  aikitWorkloadUpdatePermission,
  aikitWorkloadDeletePermission,
  aikitWorkloadApprovePermission,
  aikitWorkloadAssignPermission,
  aikitWorkloadAdoptPermission,
  aikitReleaseReadPermission,
  aikitNamespaceLabelPermission,
  aikitRenderPermission,
  aikitClusterReadPermission,
];
